'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import Link from 'next/link';
import { useRef, useState } from 'react';
import type { Antenne } from '#shared/contrats/commun';
import { NATURES_ABSENCE } from '#shared/contrats/dossiers/absence';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { RAISONS_SANS_TELEGESTION, type SansTelegestion } from '#shared/contrats/dossiers/sans-telegestion';
import type { AbsenceEnVigueur } from '#shared/domain/absence/absences';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { antenneAu, aQuitte } from '#shared/domain/cloture/antenne';
import { marqueAu, marquesDe } from '#shared/domain/pointage/sans-telegestion';
import { dateBreve } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { saisiesDuType } from '../../../_donnees/depot/lignes';
import { useDepot, useMaintenant, usePoste } from '../../../_donnees/lecture/hooks';
import { signer } from '../../../_ui/actes/enregistrer';
import { GESTE_NON_GARDE } from '../../../_ui/champs/non-garde';
import {
  ChampDate,
  ChampListe,
  Formulaire,
  Quitter,
  RefusFormulaire,
  Repris,
  useFormulaire,
  useGarde,
} from '../../../_ui/formulaire';
import { lienDuDepart } from '../../../_ui/heures/a-retirer';
import { notifications } from '../../../_ui/notifications';
import { Section } from '../../../_ui/section';
import './absences.css';
import { absencesDuPoste, periodeEnMots, visitesPrevues } from '../../../_ui/heures/tapee';
import { departDe } from './demandee';
import { composerMarque, type MarqueTapee } from './sans-telegestion';

const RAISONS = Object.entries(RAISONS_SANS_TELEGESTION).map(([value, label]) => ({ value, label }));

type FormulaireProps = { usagerId: string; marque: SansTelegestion | undefined; jour: DateCivile; fermer: () => void };

/** [PT-7] Marks an usager from a day on, or says the last day of a mark. Entrée keeps, Échap gives up. */
const FormulaireMarque = ({ usagerId, marque, jour, fermer }: FormulaireProps) => {
  const poste = usePoste();
  const f = useFormulaire({
    depart: (): MarqueTapee => ({
      raison: marque?.raison ?? 'SANS_TELEPHONE',
      depuis: marque?.depuis ?? jour,
      jusqua: marque ? (marque.jusqua ?? (marque.depuis < jour ? ajouterJours(jour, -1) : jour)) : '',
    }),
    lire: (t) => {
      const r = composerMarque(t, usagerId, signer(poste));
      return r.ok ? { ok: true, valeur: r.marque } : r;
    },
    envoyer: async (doc) => {
      try {
        await poste.enregistrer([doc]);
      } catch {
        return { formulaire: GESTE_NON_GARDE };
      }
      const enLigne = poste.sync.lire().liaison === 'EN_LIGNE';
      notifications.show({
        color: enLigne ? 'green' : 'yellow',
        title: enLigne ? 'Enregistré' : 'Gardé sur ce poste, en attente d’envoi',
        message: marque
          ? 'Les visites sont de nouveau attendues par téléphone après ce jour.'
          : 'Ses visites viennent par fiches, et n’alertent plus quand elles ne sont pas pointées.',
      });
      fermer();
      return undefined;
    },
    brouillon: useGarde(`sans télégestion ${usagerId}${marque ? ' fin' : ''}`),
  });
  return (
    <Formulaire
      de={f}
      fermer={fermer}
      auPremier
      className="formulaire"
      aria-label={marque ? 'Fin du « sans télégestion »' : 'Marquer « sans télégestion »'}
    >
      <Stack gap="sm">
        <Repris de={f} />
        {marque ? null : (
          <>
            <ChampListe de={f} nom="raison" label="Raison" data={RAISONS} />
            <ChampDate de={f} nom="depuis" label="Depuis le" />
          </>
        )}
        <ChampDate de={f} nom="jusqua" label={marque ? 'Dernier jour' : 'Dernier jour (facultatif)'} />
        <RefusFormulaire de={f} />
        <Group gap="sm">
          <Button type="submit" size="xs">
            Enregistrer
          </Button>
          <Quitter size="xs" />
        </Group>
      </Stack>
    </Formulaire>
  );
};

const restePrevu = (n: number, { nature }: Pick<AbsenceEnVigueur, 'nature'>): string => {
  if (!NATURES_ABSENCE[nature].definitive) return pluriel(n, 'visite prévue', 'visites prévues');
  return n === 0
    ? 'plus aucune visite prévue'
    : `${pluriel(n, 'visite encore prévue', 'visites encore prévues')} : à retirer dans Millésime`;
};

const VoirARetirer = ({ lien }: { lien: string | undefined }) =>
  lien === undefined ? null : (
    <>
      {' · '}
      <Link href={lien} className="absences__lien">
        Voir les visites
      </Link>
    </>
  );

type Props = { usager: Usager; ou: { antenne: Antenne; jour: DateCivile } };

/** On the usager's page: is anyone at home, and do their visits come by telephone [PT-7]. Of one that has left, its antenna says it. */
export const PresenceUsager = ({ usager, ou: { antenne, jour } }: Props) => {
  const usagerId = usager.id;
  const etat = useDepot();
  const maintenant = useMaintenant();
  const [ouvert, setOuvert] = useState(false);
  const bouton = useRef<HTMLButtonElement>(null);
  const absences = absencesDuPoste(etat).filter((a) => a.usagerId === usagerId && (a.au === undefined || a.au >= jour));
  const marque = marqueAu(marquesDe(saisiesDuType(etat, 'sanstele'), usagerId), jour);
  const parti = departDe(absences, usagerId, jour) !== undefined;
  const quitte = aQuitte(usager, antenne, jour);
  const fermer = (): void => {
    setOuvert(false);
    bouton.current?.focus();
  };
  return (
    <Section titre="Présence">
      {absences.length === 0 ? <Text size="sm">Aucune absence en cours ni à venir.</Text> : null}
      {absences.map((a) => (
        <Text key={a.id} size="sm">
          <b>{NATURES_ABSENCE[a.nature].libelle}</b> {periodeEnMots(a, jour)}
          <span className="discret"> {restePrevu(visitesPrevues(etat, a, maintenant).length, a)}</span>
          <VoirARetirer lien={lienDuDepart(etat, a, { aujourdhui: jour, maintenant })} />
        </Text>
      ))}
      {quitte ? (
        <Text size="sm" data-testid="presence-ailleurs">
          L’antenne {libelleAntenne(antenneAu(usager, jour))} note ses absences.
        </Text>
      ) : (
        <Group gap={6}>
          <Button
            component={Link}
            size="compact-xs"
            variant="default"
            href={`/absences/?${new URLSearchParams({ usager: usagerId })}`}
          >
            {parti ? 'Modifier' : 'Noter une absence'}
          </Button>
        </Group>
      )}
      {parti ? null : (
        <>
          <Text size="sm">
            {marque ? (
              <>
                <b>Sans télégestion</b> depuis le {dateBreve(marque.depuis, jour)}
                {marque.jusqua ? `, jusqu’au ${dateBreve(marque.jusqua, jour)}` : ''} :{' '}
                {RAISONS_SANS_TELEGESTION[marque.raison].toLocaleLowerCase('fr')}. Ses visites viennent par fiches.
              </>
            ) : (
              'Ses visites sont pointées par téléphone.'
            )}
          </Text>
          {quitte ? null : (
            <Group gap={6}>
              <Button ref={bouton} size="compact-xs" variant="default" onClick={() => setOuvert(true)}>
                {marque ? 'Mettre fin au « sans télégestion »' : 'Marquer « sans télégestion »'}
              </Button>
            </Group>
          )}
        </>
      )}
      {ouvert ? <FormulaireMarque usagerId={usagerId} marque={marque} jour={jour} fermer={fermer} /> : null}
    </Section>
  );
};
