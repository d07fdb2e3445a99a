'use client';

import { Badge, Tab, TabContent, TabContentBody, Tabs, TabTitleText } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import styles from './preview.module.css';

export interface SidePanel {
  /** As it stands in the URL. */
  readonly id: string;
  readonly title: string;
  /** Shown behind the title unless it is 0. */
  readonly count?: number;
  readonly content: ReactNode;
}

export interface SidePaneProps {
  panels: readonly SidePanel[];
  shown: string;
  onShow: (id: string) => void;
}

/** What is known about the text beside it, one panel at a time. */
export function SidePane({ panels, shown, onShow }: SidePaneProps) {
  return (
    <div className={styles['side']}>
      <Tabs activeKey={shown} onSelect={(_event, key) => onShow(String(key))} aria-label="About the definition" role="region" isFilled={false}>
        {panels.map(({ id, title, count = 0 }) => (
          <Tab key={id} eventKey={id} tabContentId={`side-${id}`} title={<TabTitleText>{title}{count === 0 ? null : <> <Badge isRead>{count}</Badge></>}</TabTitleText>} />
        ))}
      </Tabs>
      {panels.map(({ id, title, content }) => (
        <TabContent key={id} id={`side-${id}`} eventKey={id} activeKey={shown} hidden={id !== shown} aria-label={title} className={styles['sideBody'] ?? ''}>
          <TabContentBody>{id === shown ? content : null}</TabContentBody>
        </TabContent>
      ))}
    </div>
  );
}
