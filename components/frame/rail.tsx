'use client';

import { Nav, NavItem, NavList, PageSidebar, PageSidebarBody } from '@patternfly/react-core';
import { BuildIcon, CatalogIcon, ClusterIcon, CubesIcon, HomeIcon, KeyIcon, PackageIcon } from '@patternfly/react-icons';
import Link from 'next/link';
import { usePathname } from 'next/navigation';

const PLACES = [
  { href: '/', text: 'Home', icon: HomeIcon },
  { href: '/definitions', text: 'Definitions', icon: CubesIcon },
  { href: '/builds', text: 'Builds', icon: BuildIcon },
  { href: '/templates', text: 'Templates', icon: CatalogIcon },
  { href: '/credentials', text: 'Credentials', icon: KeyIcon },
  { href: '/workers', text: 'Workers', icon: ClusterIcon },
  { href: '/collections', text: 'Collections', icon: PackageIcon },
] as const;

function isHere(pathname: string, href: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
}

export function Rail({ isOpen, onNavigate }: { isOpen: boolean; onNavigate: () => void }) {
  const pathname = usePathname();
  return (
    <PageSidebar id="eef-rail" isSidebarOpen={isOpen}>
      <PageSidebarBody>
        <Nav aria-label="Main" onSelect={onNavigate}>
          <NavList>
            {PLACES.map(({ href, text, icon: Icon }) => (
              <NavItem key={href} isActive={isHere(pathname, href)}>
                <Link href={href}>
                  <span className="pf-v6-c-nav__link-icon"><Icon /></span>
                  {text}
                </Link>
              </NavItem>
            ))}
          </NavList>
        </Nav>
      </PageSidebarBody>
    </PageSidebar>
  );
}
