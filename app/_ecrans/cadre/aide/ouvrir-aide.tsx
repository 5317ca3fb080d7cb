'use client';

import { ActionIcon } from '@mantine/core';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { useSyncExternalStore } from 'react';
import { ancre } from '#shared/manuels/manuels';
import { CHAMPS } from '../../../_ui/champs/champs';
import { differer } from '../../../_ui/champs/differe';
import { ECRANS } from '../../../_ui/ecrans';
import { Icone } from '../../../_ui/mots/icones';
import { useTouche } from '../../../_ui/touches/entendre';
import { montrerTouches, touchesIci } from '../../../_ui/touches/touches-montrees';

const AideTouches = differer(() => import('./aide-touches').then((m) => m.AideTouches));

type Entree = { href: string; libelle: string };

/** Screens that no menu of who reads visits names. */
const HORS_MENU = ECRANS.filter((e) => e.visites === 'AILLEURS');

/** Where the help tells of a screen: the section that bears its name. */
export const aideDe = (chemin: string, menu: readonly Entree[]): string => {
  const ici = [...menu, ...HORS_MENU].find((e) => `${chemin}/`.startsWith(e.href));
  return ici && ici.href !== '/aide/' ? `/aide/#${ancre(ici.libelle)}` : '/aide/';
};

/** The help of this screen by its mark in the top bar; « ? » shows its keys in place, or opens its help where it has none of its own. */
export const OuvrirAide = ({ menu }: { menu: readonly Entree[] }) => {
  const vers = aideDe(usePathname(), menu);
  const { ecran, montrees } = useSyncExternalStore(touchesIci.abonner, touchesIci.lire, touchesIci.lire);
  const router = useRouter();
  useTouche(
    (ev) => {
      if (ev.key !== '?' || ev.defaultPrevented || ev.ctrlKey || ev.altKey || ev.metaKey) return;
      if (document.activeElement?.matches(CHAMPS) || document.querySelector('[aria-modal="true"]')) return;
      ev.preventDefault();
      if (touchesIci.lire().ecran) montrerTouches(true);
      else router.push(vers);
    },
    { ou: 'fenetre' },
  );
  return (
    <>
      <ActionIcon
        component={Link}
        href={vers}
        prefetch={false}
        variant="subtle"
        color="gray"
        aria-label="Mode d’emploi de cet écran"
        title="Mode d’emploi de cet écran"
        {...(ecran ? {} : { 'aria-keyshortcuts': '?' })}
      >
        <Icone nom="question" />
      </ActionIcon>
      {ecran && montrees ? <AideTouches ecran={ecran} aide={vers} fermer={() => montrerTouches(false)} /> : null}
    </>
  );
};
