'use client';

import { Button, Radio, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { Appelant } from '#shared/contrats/exploitation/formation';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { collateur, nomComplet, telephone } from '#shared/mots/textes';
import { useAujourdhui, useDepot, usePoste } from '../../../_donnees/lecture/hooks';
import { ChampChoix } from '../../../_ui/champs/champ-choix';

type Genre = Appelant['genre'];

/** What is chosen on the screen: a usager's number may still be missing. */
export type Choix = { genre: Genre; usagerId?: string; numero?: string; invente: string };

export const inventer = (): string => `+3363998${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`;

export const appelantDe = (c: Choix): Appelant | undefined => {
  if (c.genre === 'MASQUE') return { genre: 'MASQUE' };
  if (c.genre === 'INCONNU') return { genre: 'INCONNU', numero: c.invente };
  return c.usagerId && c.numero ? { genre: 'USAGER', usagerId: c.usagerId, numero: c.numero } : undefined;
};

const GENRES: readonly { genre: Genre; libelle: string }[] = [
  { genre: 'USAGER', libelle: 'Le téléphone d’un usager' },
  { genre: 'INCONNU', libelle: 'Un numéro inconnu' },
  { genre: 'MASQUE', libelle: 'Un numéro masqué' },
];

const separer = (valeur: string): { usagerId: string; numero: string } => {
  const [numero = '', usagerId = ''] = valeur.split(/ (.*)/s);
  return { usagerId, numero };
};

/** Numbers of the antenna's usagers, by name: found by typing letters, or digits. */
const useNumeros = () => {
  const { usagers } = useDepot();
  const { antenne } = usePoste();
  const jour = useAujourdhui();
  return useMemo(
    () =>
      [...usagers.values()]
        .filter((u) => u.absentDepuis === undefined && antenneAu(u, jour) === antenne)
        .flatMap((u) =>
          u.telephones.map((t) => ({ value: `${t} ${u.id}`, label: `${nomComplet(u)} · ${telephone(t)}` })),
        )
        .sort((a, b) => collateur.compare(a.label, b.label)),
    [usagers, antenne, jour],
  );
};

type Props = { choix: Choix; changer: (c: Choix) => void; enLigne: boolean };

/** Where the call comes from. */
export const ChoixAppelant = ({ choix, changer, enLigne }: Props) => {
  const numeros = useNumeros();
  return (
    <Stack gap={8}>
      <Radio.Group
        label="J’appelle depuis"
        value={choix.genre}
        onChange={(v) => {
          const genre = GENRES.find((g) => g.genre === v)?.genre;
          if (genre) changer({ ...choix, genre });
        }}
      >
        <Stack gap={4} mt={4}>
          {GENRES.map(({ genre, libelle }) => (
            <Radio key={genre} size="sm" value={genre} label={libelle} disabled={enLigne} />
          ))}
        </Stack>
      </Radio.Group>
      {choix.genre === 'USAGER' ? (
        <ChampChoix
          aria-label="Usager et numéro"
          placeholder="Tapez les premières lettres du nom"
          data={numeros}
          value={choix.numero && choix.usagerId ? `${choix.numero} ${choix.usagerId}` : null}
          onChange={(v) => {
            if (v !== null) changer({ ...choix, ...separer(v) });
          }}
          limit={40}
          nothingFoundMessage="Aucun usager de cette antenne n’a ce nom ou ce numéro"
          disabled={enLigne}
          size="xs"
        />
      ) : null}
      {choix.genre === 'INCONNU' ? (
        <div className="combine__invente">
          <Text size="sm" className="num">
            {telephone(choix.invente)}
          </Text>
          <Button
            variant="subtle"
            size="compact-xs"
            disabled={enLigne}
            onClick={() => changer({ ...choix, invente: inventer() })}
          >
            Un autre numéro
          </Button>
        </div>
      ) : null}
    </Stack>
  );
};
