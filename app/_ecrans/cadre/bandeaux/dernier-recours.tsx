'use client';

import { Alert, Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Saisie } from '#shared/contrats/saisie';
import { pluriel } from '#shared/mots/nombres';
import { ecartMinutes } from '#shared/temps/paris';
import { telecharger } from '../../../_commun/telecharger';
import { ecrireFichier, lireFichier, nomFichier, type Titulaire } from '../../../_donnees/base/fichier-saisies';
import { maintenant } from '../../../_donnees/base/horloge';
import { poste as nomDuPoste } from '../../../_donnees/base/stockage';
import type { SaisieRefusee } from '../../../_donnees/depot/etat-depot';
import { useMaintenant, usePoste, useSync } from '../../../_donnees/lecture/hooks';
import type { Poste } from '../../../_donnees/poste/poste';

export const titulaireDe = (poste: Poste): Titulaire => ({
  antenne: poste.antenne,
  auteur: poste.session.identifiant,
});

/** Gives what waits, and what was refused with why, as a file, to the browser. */
export const exporterSaisies = (
  titulaire: Titulaire,
  saisies: readonly Saisie[],
  refusees: readonly SaisieRefusee[] = [],
): void => {
  const quand = maintenant();
  telecharger(ecrireFichier(titulaire, saisies, quand, refusees), nomFichier(titulaire, quand), 'application/json');
};

const reprendre = async (poste: Poste, fichier: File): Promise<{ ok: boolean; phrase: string }> => {
  const lu = lireFichier(await fichier.text(), titulaireDe(poste), nomDuPoste());
  if (!lu.ok) return { ok: false, phrase: lu.refus.message };
  try {
    await poste.enregistrer(lu.valeur);
  } catch {
    return {
      ok: false,
      phrase:
        'Ce poste n’a pas pu garder ces saisies (disque plein ?). Libérez de la place, ou reprenez-les sur un autre.',
    };
  }
  const n = pluriel(lu.valeur.length, 'saisie reprise', 'saisies reprises');
  return {
    ok: true,
    phrase: `${n} : ce que le serveur n’a pas encore partira d’ici. Gardez le fichier jusqu’à « À jour ».`,
  };
};

const LONGTEMPS_MIN = 24 * 60;

type Proprietes = { attendent: readonly Saisie[]; refusees: readonly SaisieRefusee[] };

/**
 * When nothing leaves this PC: what waits goes out as a file, and comes back on a PC that has the network. What the server never took
 * goes out too, to be read and typed anew: it is nowhere else.
 */
export const DernierRecours = ({ attendent, refusees }: Proprietes) => {
  const poste = usePoste();
  const sync = useSync();
  const instant = useMaintenant();
  const [reprise, setReprise] = useState<{ ok: boolean; phrase: string }>();
  const plusAncienne = attendent.reduce<Saisie | undefined>((a, s) => (a && a.instant <= s.instant ? a : s), undefined);
  const longtemps = plusAncienne !== undefined && ecartMinutes(plusAncienne.instant, instant) > LONGTEMPS_MIN;
  const exportable = attendent.length > 0 && (sync.liaison !== 'EN_LIGNE' || longtemps || !sync.copie);
  return (
    <Stack gap="xs">
      {longtemps || (exportable && !sync.copie) ? (
        <Alert color="yellow" p="sm" role="status">
          {longtemps
            ? 'Ces saisies attendent depuis plus d’un jour. '
            : 'Ces saisies ne sont gardées qu’une fois sur ce poste. '}
          Si le réseau ne revient pas, mettez-les dans un fichier et reprenez-le sur un poste qui a le réseau.
        </Alert>
      ) : null}
      <Group gap="xs">
        {exportable ? (
          <Button variant="default" onClick={() => exporterSaisies(titulaireDe(poste), attendent, refusees)}>
            Mettre ce qui attend dans un fichier
          </Button>
        ) : refusees.length > 0 ? (
          <Button variant="default" onClick={() => exporterSaisies(titulaireDe(poste), [], refusees)}>
            Mettre ce qui est refusé dans un fichier
          </Button>
        ) : null}
        <FileButton
          accept="application/json,.json"
          onChange={(f) => {
            if (f) void reprendre(poste, f).then(setReprise);
          }}
          inputProps={{ 'aria-label': 'Fichier de saisies à reprendre' }}
        >
          {(props) => (
            <Button variant="subtle" color="gray" {...props}>
              Reprendre un fichier de saisies…
            </Button>
          )}
        </FileButton>
      </Group>
      {exportable || refusees.length > 0 ? (
        <Text size="xs" c="dimmed">
          Le fichier se lit sans mot de passe et dit des heures d’usagers : supprimez-le une fois repris.
        </Text>
      ) : null}
      {reprise ? (
        <Text size="sm" role="status" c={reprise.ok ? 'var(--ton-vert-texte)' : 'var(--ton-rouge-texte)'}>
          {reprise.phrase}
        </Text>
      ) : null}
    </Stack>
  );
};
