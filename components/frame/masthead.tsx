'use client';

import { StatusLabel } from '#components/ui/status-label.tsx';
import { Button, Content, Masthead, MastheadBrand, MastheadContent, MastheadLogo, MastheadMain, MastheadToggle, PageToggleButton, Toolbar, ToolbarContent, ToolbarGroup, ToolbarItem } from '@patternfly/react-core';
import { BarsIcon, MoonIcon, SunIcon } from '@patternfly/react-icons';
import Image from 'next/image';
import Link from 'next/link';
import { HelpMenu } from './help-menu.tsx';
import type { Connection } from './live-updates.ts';
import { setTheme, useTheme } from '#components/ui/theme.ts';

export interface FrameMastheadProps {
  team: string | null;
  connection: Connection;
  isRailOpen: boolean;
  onToggleRail: () => void;
}

export function FrameMasthead({ team, connection, isRailOpen, onToggleRail }: FrameMastheadProps) {
  const theme = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <Masthead>
      <MastheadMain>
        <MastheadToggle>
          <PageToggleButton variant="plain" aria-label="Navigation" aria-controls="eef-rail" aria-expanded={isRailOpen} isSidebarOpen={isRailOpen} onSidebarToggle={onToggleRail}>
            <BarsIcon />
          </PageToggleButton>
        </MastheadToggle>
        <MastheadBrand>
          <MastheadLogo component={(props: { className?: string }) => <Link href="/" className={`${props.className ?? ''} eef-logo`} aria-label="EE Foundry, home"><Image src="/icon.svg" alt="" width={28} height={28} unoptimized /><span>EE Foundry</span></Link>} />
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <Toolbar isStatic>
          <ToolbarContent>
            <ToolbarGroup align={{ default: 'alignEnd' }} gap={{ default: 'gapMd' }}>
              {connection === 'lost' ? (
                <ToolbarItem>
                  <StatusLabel status="warning">Connection lost, trying again</StatusLabel>
                </ToolbarItem>
              ) : null}
              {team === null ? null : (
                <ToolbarItem visibility={{ default: 'hidden', md: 'visible' }}>
                  <Content component="small">Team {team}</Content>
                </ToolbarItem>
              )}
              <ToolbarItem>
                <HelpMenu />
              </ToolbarItem>
              <ToolbarItem>
                <Button variant="plain" aria-label={`Use the ${other} theme`} icon={theme === 'dark' ? <SunIcon /> : <MoonIcon />} onClick={() => setTheme(other)} />
              </ToolbarItem>
            </ToolbarGroup>
          </ToolbarContent>
        </Toolbar>
      </MastheadContent>
    </Masthead>
  );
}
