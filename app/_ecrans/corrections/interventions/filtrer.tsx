'use client';

import { Button, Popover, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { ChampChoix } from '../../../_ui/champs/champ-choix';
import type { Adresse } from './adresse';
import { AFFINAGES, NOMS_AFFINAGES, valeurEnMots } from './filtres';
import { GROUPES, type Groupe } from './rangees';

type Props = { adresse: Adresse; aller: (p: Partial<Adresse>) => void; lignes: readonly Ligne[] };

/** Fields of the popover: drawn, and their choices read from the lines, only while it is open. */
const Champs = ({ adresse, aller, lignes }: Props) => (
  <Stack gap="xs" className="filtrer">
    {NOMS_AFFINAGES.map((nom) => {
      const valeur = adresse.affinages[nom];
      const choix = AFFINAGES[nom].choix(lignes).map((c) => ({ value: c.valeur, label: c.mot }));
      // A filter of the address that this period does not have stays seen, so that it can be taken away.
      const data =
        valeur && !choix.some((c) => c.value === valeur)
          ? [...choix, { value: valeur, label: valeurEnMots(nom, valeur) }]
          : choix;
      return (
        <ChampChoix
          key={nom}
          size="xs"
          label={AFFINAGES[nom].mot}
          placeholder={nom === 'anomalie' ? 'Toutes' : 'Tous'}
          data={data}
          value={valeur ?? null}
          onChange={(v) => {
            const { [nom]: _, ...reste } = adresse.affinages;
            aller({ affinages: v ? { ...reste, [nom]: v } : reste });
          }}
          openOnFocus={false}
          clearable
          clearButtonProps={{ 'aria-label': `Ôter le filtre ${AFFINAGES[nom].mot}` }}
          limit={100}
          nothingFoundMessage="Aucun sur cette période"
          comboboxProps={{ withinPortal: false }}
        />
      );
    })}
    <Select
      size="xs"
      label="Grouper"
      data={Object.entries(GROUPES).map(([value, g]) => ({ value, label: g.mot }))}
      value={adresse.groupe}
      allowDeselect={false}
      onChange={(v) => aller({ groupe: (v ?? 'aucun') as Groupe })}
      comboboxProps={{ withinPortal: false }}
    />
    {Object.keys(adresse.affinages).length > 0 ? (
      <Button size="xs" variant="default" onClick={() => aller({ affinages: {} })}>
        Ôter tous ces filtres
      </Button>
    ) : null}
  </Stack>
);

/** In a low window the fields scroll; where they fit, the choices of the last one may pass below them. */
const TENIR = {
  flip: true,
  shift: true,
  size: {
    padding: 8,
    apply: ({
      availableHeight,
      elements: { floating },
    }: {
      availableHeight: number;
      elements: { floating: HTMLElement };
    }) => {
      const haut = Math.floor(availableHeight);
      const serre = floating.scrollHeight > haut;
      Object.assign(floating.style, { maxHeight: serre ? `${haut}px` : '', overflowY: serre ? 'auto' : '' });
    },
  },
};

/** Further filters and grouping, behind one button that says how many are set. */
export const Filtrer = (props: Props) => {
  const [ouvert, setOuvert] = useState(false);
  const n = Object.keys(props.adresse.affinages).length + (props.adresse.groupe === 'aucun' ? 0 : 1);
  return (
    <Popover
      opened={ouvert}
      onChange={setOuvert}
      trapFocus
      position="bottom-end"
      middlewares={TENIR}
      shadow="md"
      returnFocus
    >
      <Popover.Target>
        <Button
          size="xs"
          variant={n > 0 ? 'light' : 'default'}
          onClick={() => setOuvert((o) => !o)}
          data-testid="filtrer"
        >
          Filtrer{n > 0 ? ` · ${n}` : ''}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Filtrer et grouper">{ouvert ? <Champs {...props} /> : null}</Popover.Dropdown>
    </Popover>
  );
};
