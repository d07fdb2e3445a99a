export const VIEWS = ['form', 'both', 'yaml'] as const;
export type View = (typeof VIEWS)[number];

export const SIDE_HIDDEN = 'off';
