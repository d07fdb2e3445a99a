'use client';

import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { OutlinedQuestionCircleIcon } from '@patternfly/react-icons';
import Link from 'next/link';
import { useState } from 'react';

/** What the editor checks, and the two documents for scripts and other editors. */
export function HelpMenu() {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      popperProps={{ position: 'right', preventOverflow: true }}
      toggle={(ref) => <MenuToggle ref={ref} variant="plain" aria-label="Help" isExpanded={isOpen} onClick={() => setOpen(!isOpen)} icon={<OutlinedQuestionCircleIcon />} />}
    >
      <DropdownList>
        <DropdownItem component={(props: object) => <Link {...props} href="/rules" />} description="Every rule with a bad and a good example">What the editor checks</DropdownItem>
        <DropdownItem to="/api/v1/openapi.json" description="Everything that the dashboard does, for scripts">API (OpenAPI)</DropdownItem>
        <DropdownItem to="/api/v1/schema/execution-environment.json" description="Of a definition, for other editors">JSON schema</DropdownItem>
      </DropdownList>
    </Dropdown>
  );
}
