/** What the images are made of; a change here makes them anew. */
export const IMAGE_PYTHON = '3.13';

export const ANSIBLE_CORE = 'ansible-core==2.21.5';
export const ANSIBLE_RUNNER = 'ansible-runner==2.4.3';
export const ANSIBLE_BUILDER = 'ansible-builder==3.2.0';
/** The resolver of preflights. */
export const UV = 'uv==0.13.9';

/**
 * The community package that holds the starter collections. Not 14: its amazon.aws asks for aiobotocore, whose bound on
 * botocore makes pip try some 50 releases, twice (ee_aws then builds in 4 minutes instead of 40 seconds).
 */
export const ANSIBLE_PACKAGE = 'ansible==13.8.0';
