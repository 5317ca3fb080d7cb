'use client';

import { ActionIcon } from '@mantine/core';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { ancre } from '#shared/manuels/manuels';
import { CHAMPS } from '../../_ui/champs';
import { Icone } from '../../_ui/icones';

type Entree = { href: string; libelle: string };

/** Screens that no menu names. */
const HORS_MENU: readonly Entree[] = [
  { href: '/compte/', libelle: 'Mon compte' },
  { href: '/telephone/', libelle: 'Téléphone (formation)' },
];

/** Where the help tells of a screen: the section that bears its name. */
export const aideDe = (chemin: string, menu: readonly Entree[]): string => {
  const ici = [...menu, ...HORS_MENU].find((e) => `${chemin}/`.startsWith(e.href));
  return ici && ici.href !== '/aide/' ? `/aide/#${ancre(ici.libelle)}` : '/aide/';
};

/** The help of this screen, by its mark in the top bar and by « ? » where the screen does not show its keys. */
export const OuvrirAide = ({ menu }: { menu: readonly Entree[] }) => {
  const vers = aideDe(usePathname(), menu);
  const router = useRouter();
  useEffect(() => {
    const surTouche = (ev: KeyboardEvent): void => {
      if (ev.key !== '?' || ev.defaultPrevented || ev.ctrlKey || ev.altKey || ev.metaKey) return;
      if (document.activeElement?.matches(CHAMPS) || document.querySelector('[aria-modal="true"]')) return;
      ev.preventDefault();
      router.push(vers);
    };
    // On the window: a screen that listens on the document has spoken first.
    addEventListener('keydown', surTouche);
    return () => removeEventListener('keydown', surTouche);
  }, [router, vers]);
  return (
    <ActionIcon
      component={Link}
      href={vers}
      prefetch={false}
      variant="subtle"
      color="gray"
      aria-label="Aide de cet écran"
      title="Aide de cet écran"
      aria-keyshortcuts="?"
    >
      <Icone nom="question" />
    </ActionIcon>
  );
};
