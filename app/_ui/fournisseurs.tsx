'use client';

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type ReactNode, useEffect } from 'react';
import { direChampsEnFrancais } from './champs/champs-en-francais';
import { reprendreDensite } from './densite';
import { NonConfirme } from './non-confirme';
import { NouvelleVersion } from './nouvelle-version';
import { theme } from './theme';

export const Fournisseurs = ({ children }: { children: ReactNode }) => {
  useEffect(() => direChampsEnFrancais(document), []);
  useEffect(reprendreDensite, []);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Notifications position="bottom-center" autoClose={4000} limit={2} />
      {children}
      <NouvelleVersion />
      <NonConfirme />
    </MantineProvider>
  );
};
