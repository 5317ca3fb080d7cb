'use client';

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type ReactNode, useEffect } from 'react';
import { reprendreAffichage } from './affichage';
import { direChampsEnFrancais } from './champs/champs-en-francais';
import { NonConfirme } from './non-confirme';
import { chargerStylesAPart } from './styles-a-part';
import { theme } from './theme';
import { NouvelleVersion } from './version/nouvelle-version';

// As soon as the page has its code: before the first key.
chargerStylesAPart();

export const Fournisseurs = ({ children }: { children: ReactNode }) => {
  useEffect(() => direChampsEnFrancais(document), []);
  useEffect(reprendreAffichage, []);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Notifications position="bottom-left" autoClose={4000} limit={2} />
      {children}
      <NouvelleVersion />
      <NonConfirme />
    </MantineProvider>
  );
};
