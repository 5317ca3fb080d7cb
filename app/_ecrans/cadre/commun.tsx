'use client';

import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Icone } from '../../_ui/mots/icones';
import { Marque } from '../../_ui/mots/marque';

// What the two frames have alike: of who has an antenna on this PC, and of who reads with the network only.

/** The way past the menu, then the menu under the service's name. */
export const MenuDuCadre = ({ children }: { children: ReactNode }) => (
  <>
    <a href="#contenu" className="evitement">
      Aller au contenu
    </a>
    <nav className="cadre__menu" aria-label="Menu principal">
      <div className="cadre__marque">
        <Marque taille={26} />
        <span>Paris domicile</span>
      </div>
      {children}
    </nav>
  </>
);

export const Theme = () => {
  const { setColorScheme } = useMantineColorScheme();
  const sombre = useComputedColorScheme('light') === 'dark';
  const libelle = sombre ? 'Passer au thème clair' : 'Passer au thème sombre';
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={libelle}
      title={libelle}
      onClick={() => setColorScheme(sombre ? 'light' : 'dark')}
    >
      <Icone nom={sombre ? 'jour' : 'lune'} />
    </ActionIcon>
  );
};

/** Whose session it is, and the way out. */
export const CompteEtSortie = ({ nom, sortir }: { nom: string; sortir: () => void }) => (
  <>
    <Link href="/compte/" prefetch={false} className="haut__compte" title="Mon compte">
      {nom}
    </Link>
    <ActionIcon variant="subtle" color="gray" aria-label="Se déconnecter" title="Se déconnecter" onClick={sortir}>
      <Icone nom="sortie" />
    </ActionIcon>
  </>
);
