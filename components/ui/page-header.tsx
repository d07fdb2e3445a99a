'use client';

import { Breadcrumb, BreadcrumbItem, Content, Flex, FlexItem, PageBreadcrumb, PageSection, Title } from '@patternfly/react-core';
import Link from 'next/link';
import type { ReactNode } from 'react';

export interface PageHeaderProps {
  title: ReactNode;
  /** Beside the title: labels, facts. */
  facts?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  parents?: readonly { href: string; text: string }[];
}

export function PageHeader({ title, facts, description, actions, parents = [] }: PageHeaderProps) {
  return (
    <>
      {parents.length === 0 ? null : (
        <PageBreadcrumb hasBodyWrapper={false}>
          <Breadcrumb>
            {parents.map((parent) => (
              <BreadcrumbItem key={parent.href} render={({ className }) => <Link href={parent.href} className={className}>{parent.text}</Link>} />
            ))}
            <BreadcrumbItem isActive>{title}</BreadcrumbItem>
          </Breadcrumb>
        </PageBreadcrumb>
      )}
      <PageSection hasBodyWrapper={false}>
        <Flex justifyContent={{ default: 'justifyContentSpaceBetween' }} alignItems={{ default: 'alignItemsFlexStart' }} rowGap={{ default: 'rowGapMd' }}>
          <FlexItem>
            <Flex alignItems={{ default: 'alignItemsCenter' }} columnGap={{ default: 'columnGapMd' }} rowGap={{ default: 'rowGapXs' }}>
              <Title headingLevel="h1">{title}</Title>
              {facts}
            </Flex>
            {description === undefined ? null : <Content component="p" className="eef-subtle">{description}</Content>}
          </FlexItem>
          {actions === undefined ? null : (
            <FlexItem>
              <Flex columnGap={{ default: 'columnGapSm' }} rowGap={{ default: 'rowGapSm' }}>{actions}</Flex>
            </FlexItem>
          )}
        </Flex>
      </PageSection>
    </>
  );
}
