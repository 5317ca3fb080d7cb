'use client';

import { Alert, Button, Drawer, Skeleton, Stack, Text } from '@mantine/core';
import { JOURS_LECTURE_MAX, type VisitePrecedente } from '#shared/contrats/dossiers/visite-precedente';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import type { PeriodePrecedente } from '#shared/domain/cloture/antennes-precedentes';
import { motifEnMots } from '#shared/libelles/motif';
import { dateBreve, dateCourte } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { deNom } from '#shared/mots/textes';
import { ajouterJours } from '#shared/temps/paris';
import { useAujourdhui } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { lireVisitesPrecedentes } from '../../../_donnees/serveur/api';
import { CasesVisite, cleVisite, TitresVisite } from '../../../_ui/champs/cases-visite';
import { BadgeStatut } from '../../../_ui/mots/badge-statut';

type Props = { usagerId: string; usager: string; periode: PeriodePrecedente; fermer: () => void };

type Lecture =
  | { etape: 'LECTURE' }
  | { etape: 'LUE'; visites: readonly VisitePrecedente[] }
  | { etape: 'ECHEC'; phrase: string };

/** The last three months before the usager left. */
const derniersMois = ({ de, a }: PeriodePrecedente): Pick<PeriodePrecedente, 'de' | 'a'> => {
  const trois = ajouterJours(a, 1 - JOURS_LECTURE_MAX);
  return { de: de > trois ? de : trois, a };
};

/** Read anew at each opening, and by `relire`. */
const usePrecedentes = (usagerId: string, periode: PeriodePrecedente): { lecture: Lecture; relire: () => void } => {
  const bornes = derniersMois(periode);
  const { valeur, echec, enCours, relire } = useLecture(['visites-precedentes', usagerId, bornes], async () =>
    (await lireVisitesPrecedentes(usagerId, bornes)).toReversed(),
  );
  if (valeur) return { lecture: { etape: 'LUE', visites: valeur }, relire };
  return { lecture: enCours || !echec ? { etape: 'LECTURE' } : { etape: 'ECHEC', phrase: echec }, relire };
};

const Visite = ({ visite: v }: { visite: VisitePrecedente }) => (
  <tr>
    <th scope="row">{dateCourte(v.date)}</th>
    <td>{v.intervenant}</td>
    <CasesVisite visite={v} />
    <td>
      <BadgeStatut statut={v.statut} />
      {v.motif ? <div className="discret">{motifEnMots(v.motif)}</div> : null}
    </td>
  </tr>
);

const Visites = ({ visites, legende }: { visites: readonly VisitePrecedente[]; legende: string }) => (
  <table className="precedentes">
    <caption className="invisible">{legende}</caption>
    <thead>
      <tr>
        <th scope="col">Date</th>
        <th scope="col">Aide</th>
        <TitresVisite />
        <th scope="col">Statut</th>
      </tr>
    </thead>
    <tbody>
      {visites.map((v) => (
        <Visite key={cleVisite(v)} visite={v} />
      ))}
    </tbody>
  </table>
);

/** What is read out as it comes; a failure says itself. */
const constat = (lecture: Lecture, antenne: string, dates: string): string => {
  if (lecture.etape === 'LECTURE') return 'Lecture des visites…';
  if (lecture.etape === 'ECHEC') return '';
  if (lecture.visites.length === 0) return `Aucune visite à ${antenne} ${dates}.`;
  return `${pluriel(lecture.visites.length, 'visite')} ${dates}`;
};

const Contenu = ({ usagerId, usager, periode }: Omit<Props, 'fermer'>) => {
  const { lecture, relire } = usePrecedentes(usagerId, periode);
  const { de, a } = derniersMois(periode);
  const antenne = `l’antenne ${libelleAntenne(periode.antenne)}`;
  const aujourdhui = useAujourdhui();
  const dates = `du ${dateBreve(de, aujourdhui)} au ${dateBreve(a, aujourdhui)}`;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        En lecture seule : {antenne} corrige et clôture ces visites, qui étaient les siennes.
      </Text>
      <Text size="sm" fw={600} role="status">
        {constat(lecture, antenne, dates)}
      </Text>
      {lecture.etape === 'LECTURE' ? (
        <div aria-hidden="true">
          {Array.from({ length: 8 }, (_, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: eight identical bars
            <Skeleton key={n} height={26} mb={6} />
          ))}
        </div>
      ) : null}
      {lecture.etape === 'ECHEC' ? (
        <Alert color="red" variant="light" p="sm" title="Les visites n’ont pas pu être lues" role="alert">
          {lecture.phrase}
          <Button size="compact-sm" variant="default" mt="xs" display="block" onClick={relire}>
            Réessayer
          </Button>
        </Alert>
      ) : null}
      {lecture.etape === 'LUE' && lecture.visites.length > 0 ? (
        <Visites
          visites={lecture.visites}
          legende={`Visites ${deNom(usager)} à ${antenne} ${dates}, dernières d’abord`}
        />
      ) : null}
    </Stack>
  );
};

/** [CL-1] The visits of a usager in the antenna that it left: read from the server, not kept, not corrected here. */
export const VisitesPrecedentes = ({ fermer, ...contenu }: Props) => (
  <Drawer
    opened
    onClose={fermer}
    position="right"
    size={720}
    title={`${contenu.usager} à l’antenne ${libelleAntenne(contenu.periode.antenne)}`}
    // The panel, of which this is a part, closes by the same key.
    onKeyDown={(ev) => ev.stopPropagation()}
  >
    <Contenu {...contenu} />
  </Drawer>
);
