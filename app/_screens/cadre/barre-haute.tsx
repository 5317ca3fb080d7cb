'use client';

import { ActionIcon, Button, Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ANTENNES } from '#shared/contrats/commun';
import { antennesDe, changerAntenne } from '../../_data/acces';
import { useAujourdhui, usePoste } from '../../_data/hooks';
import { dateLongue } from '../../_ui/formats';
import { Icone } from '../../_ui/icones';
import { MarqueSync } from './marque-sync';

const Deconnexion = dynamic(() => import('./deconnexion').then((m) => m.Deconnexion), { ssr: false });

const ChoixAntenne = () => {
  const { session, antenne } = usePoste();
  const possibles = antennesDe(session);
  if (possibles.length < 2) return <span className="haut__antenne">{ANTENNES[antenne].libelle}</span>;
  return (
    <Menu shadow="md" position="bottom-start">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          rightSection={<Icone nom="bas" taille={12} />}
          className="haut__antenne"
          aria-label={`Antenne ${ANTENNES[antenne].libelle}, changer d’antenne`}
        >
          {ANTENNES[antenne].libelle}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {possibles.map((a) => (
          <Menu.Item key={a} onClick={() => void changerAntenne(a)} aria-current={a === antenne ? 'true' : undefined}>
            {ANTENNES[a].libelle}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};

const Theme = () => {
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

export const BarreHaute = () => {
  const { session } = usePoste();
  const jour = useAujourdhui();
  const [quitter, setQuitter] = useState(false);
  return (
    <header className="haut">
      <ChoixAntenne />
      <span className="haut__date">{dateLongue(jour)}</span>
      <span className="haut__vide" />
      <MarqueSync />
      <Theme />
      <Menu shadow="md" position="bottom-end">
        <Menu.Target>
          <Button variant="subtle" color="gray" size="compact-md" rightSection={<Icone nom="bas" taille={12} />}>
            {session.nom}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icone nom="sortie" />} onClick={() => setQuitter(true)}>
            Se déconnecter
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {quitter ? <Deconnexion fermer={() => setQuitter(false)} /> : null}
    </header>
  );
};
