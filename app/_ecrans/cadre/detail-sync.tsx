'use client';

import { Alert, Button, Drawer, Stack, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { type Saisie as SaisieTapee, usagerNomme } from '#shared/contrats/saisie';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { dateCourte, dateHeure } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { nomComplet } from '#shared/mots/textes';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { poste as nomDuPoste } from '../../_donnees/base/stockage';
import { enAttente, jamaisPrises, refusees } from '../../_donnees/depot/etat-depot';
import { nomsDe } from '../../_donnees/depot/noms-personnes';
import { useDepot, useMaintenant, usePoste, useSync } from '../../_donnees/lecture/hooks';
import { type EtatSync, phraseSync } from '../../_donnees/replication/etat-sync';
import { resumeSaisie } from '../../_ui/actes/resume';
import { noterPas } from '../../_ui/affichage';
import { useRendreFocus } from '../../_ui/fenetre';
import { DernierRecours } from './bandeaux/dernier-recours';

const quand = (i: string): string => dateHeure(i as Instant, dateParis(i as Instant));

const Saisie = ({ saisie, refus }: { saisie: SaisieTapee; refus?: string }) => {
  const etat = useDepot();
  const { usagers, jours } = etat;
  const cible = saisie.type === 'correction' ? saisie.cible?.id : undefined;
  const visite = (jours.get(saisie.date) ?? []).find(
    (i) => cible !== undefined && [i.visite?.id, i.arrivee?.id, i.depart?.id, ...i.creations].includes(cible),
  );
  const usager = usagers.get(usagerNomme(saisie) ?? visite?.usagerId ?? '');
  return (
    <li>
      <Text size="sm" fw={600}>
        {usager ? nomComplet(usager) : saisie.type === 'signalement' ? 'Assistance' : 'Visite'} ·{' '}
        {dateCourte(saisie.date)} · {resumeSaisie(saisie, nomsDe(etat))}
      </Text>
      <Text size="xs" c="dimmed">
        saisie {quand(saisie.instant)}
      </Text>
      {refus ? (
        <Text size="sm" c="var(--ton-rouge-texte)">
          {refus}
        </Text>
      ) : null}
    </li>
  );
};

/** What waits, or was refused, for the account's other antennas: it leaves by itself, and is read in its antenna. */
const Ailleurs = ({ ailleurs }: Pick<EtatSync, 'ailleurs'>) =>
  ailleurs.length === 0 ? null : (
    <section data-testid="ailleurs">
      <Title order={2}>Pour vos autres antennes</Title>
      <ul className="liste-saisies">
        {ailleurs.map((a) => (
          <li key={a.antenne}>
            <Text size="sm" fw={600}>
              Antenne {libelleAntenne(a.antenne)}
            </Text>
            {a.attente > 0 ? <Text size="sm">{pluriel(a.attente, 'saisie')} en attente</Text> : null}
            {a.refusees > 0 ? (
              <Text size="sm" c="var(--ton-rouge-texte)">
                {pluriel(a.refusees, 'refusée')} : choisissez cette antenne pour voir pourquoi.
              </Text>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );

const Detail = () => {
  const etat = useDepot();
  const sync = useSync();
  const maintenant = useMaintenant();
  const { reprendre } = usePoste();
  const poste = nomDuPoste();
  const attendent = enAttente(etat, poste);
  const refus = refusees(etat, poste);
  return (
    <Stack gap="md">
      <Text>{phraseSync(sync, maintenant).texte}</Text>
      {sync.erreur ? (
        <Alert color="yellow" p="sm">
          {sync.erreur}
        </Alert>
      ) : null}
      {sync.liaison === 'HORS_LIGNE' ? (
        <Text size="sm">
          Vous pouvez lire, corriger et saisir des fiches : tout est gardé, chiffré, sur ce poste et partira de lui-même
          au retour du réseau.
        </Text>
      ) : null}
      {sync.disquePlein ? (
        <Alert color="red" p="sm">
          Ce qui arrive du serveur ne tient plus sur le disque de ce poste : l’écran montre ce qu’il avait avant.
          Libérez de la place ; il se remettra à jour de lui-même. Ce qui attend d’être envoyé part quand même.
        </Alert>
      ) : null}
      {sync.copie ? null : (
        <Text size="sm" c="dimmed">
          La copie de secours de ce qui attend n’a pas pu être écrite (disque plein ?). Vos saisies sont gardées et
          partiront ; libérez de la place sur ce poste.
        </Text>
      )}
      <section>
        <Title order={2}>
          {attendent.length === 0 ? 'Rien n’attend' : `${pluriel(attendent.length, 'saisie')} en attente`}
        </Title>
        <ul className="liste-saisies">
          {attendent.map((s) => (
            <Saisie key={s._id} saisie={s} />
          ))}
        </ul>
      </section>
      {refus.length > 0 ? (
        <section>
          <Title order={2}>{pluriel(refus.length, 'refusée')}</Title>
          <ul className="liste-saisies">
            {refus.map((r) => (
              <Saisie key={r.saisie._id} saisie={r.saisie} refus={r.message} />
            ))}
          </ul>
        </section>
      ) : null}
      <Ailleurs ailleurs={sync.ailleurs} />
      <DernierRecours attendent={attendent} refusees={jamaisPrises(etat, poste)} />
      {sync.liaison === 'EN_LIGNE' && sync.attente === 0 ? null : (
        <Button variant="default" onClick={reprendre}>
          Réessayer maintenant
        </Button>
      )}
    </Stack>
  );
};

/** What waits, since when, what was refused. */
export const DetailSync = ({ fermer }: { fermer: () => void }) => {
  useRendreFocus();
  useEffect(() => noterPas('reseau'), []);
  return (
    <Drawer opened onClose={fermer} position="right" size="md" title="Synchronisation">
      <Detail />
    </Drawer>
  );
};
