'use client';

import { Alert, Button, Skeleton, Text, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { SuspensCentraux } from '#shared/contrats/pointages/suspens-centraux';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { pluriel } from '#shared/mots/nombres';
import { usePoste, useSync } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import type { Liaison } from '../../../_donnees/replication/etat-sync';
import { lireSuspensCentraux } from '../../../_donnees/serveur/api';
import { useListe } from '../../../_ui/liste/liste';
import { type AppelSuivi, usagersDe } from './appels/suivi-appels';
import { TableAppels } from './appels/table-appels';
import type { Donnees } from './donnees';
import { Inconnus } from './inconnus';

/** Why they cannot be read now: they are not on the PC. */
const EMPECHEMENTS: Record<Liaison, string | undefined> = {
  EN_LIGNE: undefined,
  CONNEXION: undefined,
  HORS_LIGNE: 'Ces appels ne sont pas gardés sur ce poste : ils se lisent avec le réseau.',
  SESSION_FINIE: 'Session terminée : reconnectez-vous pour lire ces appels.',
};

/** What the answer leaves out. */
const plusAnciens = ({ reste }: SuspensCentraux): string =>
  reste.attentes + reste.appels > 0
    ? ` (et ${pluriel(reste.attentes + reste.appels, 'plus ancien', 'plus anciens')})`
    : '';

/** Read at the opening and when asked again; what was read stays while it is read again, not where it could not be. */
const useSuspens = (possible: boolean) => {
  const { valeur, derniere, echec, enCours, relire } = useLecture(
    possible ? ['suspens-centraux'] : undefined,
    lireSuspensCentraux,
  );
  const lus = echec === undefined ? (valeur ?? derniere) : undefined;
  return { lus, echec: enCours ? undefined : echec, enCours, relire };
};

const SansNumero = ({ appels, donnees }: { appels: SuspensCentraux['appels']; donnees: Donnees }) => {
  const suivis = useMemo(
    () =>
      [...appels]
        .sort((a, b) => (a.instant < b.instant ? 1 : -1))
        .map(
          (appel): AppelSuivi => ({
            appel,
            usagers: usagersDe(appel, donnees.connus),
            visite: undefined,
            rappel: undefined,
            acquis: undefined,
            vu: undefined,
          }),
        ),
    [appels, donnees.connus],
  );
  const [choisi, choisir] = useState<string>();
  const liste = useListe(
    useMemo(() => suivis.map((s) => s.appel._id), [suivis]),
    choisi,
    choisir,
  );
  return (
    <section className="numeros__liste" aria-labelledby="echecs-centraux">
      <Title order={2} id="echecs-centraux">
        Appels sans suite
      </Title>
      <TableAppels appels={suivis} donnees={donnees} liste={liste} />
    </section>
  );
};

type Props = { donnees: Donnees; choisie: string | undefined; choisir: (cle: string | undefined) => void };

/** For the central service: calls of which neither the aide nor the number tells the antenna; read from the server [PT-5]. */
export const SansAntenne = ({ donnees, choisie, choisir }: Props) => {
  const { antenne } = usePoste();
  const { liaison } = useSync();
  const empechement = EMPECHEMENTS[liaison];
  const { lus, echec, enCours, relire } = useSuspens(empechement === undefined);
  const siennes = useMemo(() => ({ ...donnees, attentes: [...(lus?.attentes ?? [])] }), [donnees, lus]);
  return (
    <div className="numeros__liste">
      <div className="numeros__filtre">
        <Text size="sm" c="dimmed" role="status">
          {empechement ??
            (lus && !enCours
              ? `${pluriel(lus.attentes.length, 'appel')} en attente et ${pluriel(lus.appels.length, 'appel')} sans suite${plusAnciens(lus)}, lus sur le serveur. Un numéro se rattache ici à un usager de l’antenne ${libelleAntenne(antenne)} ; changez d’antenne en haut pour une autre.`
              : enCours
                ? 'Lecture…'
                : '')}
        </Text>
        {empechement ? null : (
          <Button size="compact-xs" variant="default" onClick={relire} loading={enCours}>
            Actualiser
          </Button>
        )}
      </div>
      {echec && !empechement ? (
        <Alert color="red" variant="light" p="sm" title="Ces appels n’ont pas pu être lus" role="alert">
          {echec}
        </Alert>
      ) : null}
      {!lus && enCours && !empechement ? (
        <div aria-hidden="true">
          {Array.from({ length: 6 }, (_, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: six identical bars
            <Skeleton key={n} height={26} mb={6} />
          ))}
        </div>
      ) : null}
      {lus && !empechement ? (
        <>
          <Inconnus donnees={siennes} choisie={choisie} choisir={choisir} />
          {lus.appels.length > 0 ? <SansNumero appels={lus.appels} donnees={donnees} /> : null}
        </>
      ) : null}
    </div>
  );
};
