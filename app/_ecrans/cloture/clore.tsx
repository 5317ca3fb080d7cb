'use client';

import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { type BilanCloture, INCOMPLETES, SANS_VISITE } from '#shared/contrats/cloture/bilan-cloture';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { duree, moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { cloreMois, lireEtapeCloture } from '../../_donnees/lecture/cloture';
import { useMaintenant } from '../../_donnees/lecture/hooks';
import { useEtape } from '../../_ui/demandes/etape';
import { Fenetre } from '../../_ui/fenetre';
import {
  ChampLong,
  ChampTexte,
  Formulaire,
  type Lecture,
  RefusFormulaire,
  Repris,
  useErreurs,
  useFormulaire,
  useGarde,
} from '../../_ui/formulaire';
import { quand } from '../../_ui/mots/quand';
import { notifications } from '../../_ui/notifications';
import { PiedFenetre } from '../../_ui/pied-fenetre';

const compter = ({ comptes }: Pick<BilanCloture, 'comptes'>, parmi: readonly string[]): number =>
  comptes.filter((c) => parmi.includes(c.quoi)).reduce((t, c) => t + c.nombre, 0);

/** What would be frozen without hours: what lacks one, and what nobody was to make. */
export const sansHeuresDe = (b: Pick<BilanCloture, 'comptes'>): { incompletes: number; sansVisite: number } => {
  const sansVisite = compter(b, SANS_VISITE);
  return { incompletes: compter(b, INCOMPLETES) - sansVisite, sansVisite };
};

type Tapee = { motif: string; ecrit: string };

const MOTIF = 'motif' as const;

/** What closing does, in figures; the month is written in full, and a reason where something is missing. */
export const Clore = ({ bilan: b, fermer, apres }: { bilan: BilanCloture; fermer: () => void; apres: () => void }) => {
  const maintenant = useMaintenant();
  const { incompletes, sansVisite } = sansHeuresDe(b);
  const motifRequis = incompletes + sansVisite > 0 || !b.fini || b.anterieurs.length > 0;
  const lire = ({ motif, ecrit }: Tapee): Lecture<Tapee, { confirmation: string; motif?: string }> =>
    motifRequis && motif.trim() === ''
      ? { ok: false, erreurs: { motif: 'Écrivez pourquoi le mois est clos ainsi.' } }
      : { ok: true, valeur: { confirmation: ecrit.trim(), ...(motif.trim() ? { motif: motif.trim() } : {}) } };
  const f = useFormulaire({
    depart: (): Tapee => ({ motif: '', ecrit: '' }),
    lire,
    envoyer: async (demande) => {
      const { close } = await cloreMois({ antenne: b.antenne, mois: b.mois, ...demande });
      notifications.show({
        color: 'green',
        title: `${libelleAntenne(b.antenne)}, ${moisEnMots(b.mois)} : clos`,
        message: `Clôture n° ${close?.numero}, ${pluriel(close?.visites ?? 0, 'visite retenue', 'visites retenues')}.`,
      });
      apres();
      return undefined;
    },
    champs: { CONFIRMATION: 'ecrit', INCOMPLETES: MOTIF, MOIS_EN_COURS: MOTIF, MOIS_ANTERIEUR: MOTIF },
    // What confirms is written anew each time.
    brouillon: useGarde(`clôture ${b.antenne} ${b.mois}`, [], ['ecrit']),
  });
  // A visit may have become incomplete since the figures were read.
  const refuse = MOTIF in useErreurs(f);
  const [demande, setDemande] = useState(motifRequis);
  if (refuse && !demande) setDemande(true);
  const etape = useEtape(f.enCours, lireEtapeCloture);
  return (
    <Fenetre onClose={fermer} title={`Clore ${moisEnMots(b.mois)}, ${libelleAntenne(b.antenne)}`} centered>
      <Formulaire de={f}>
        <Stack gap="md">
          <Text size="sm">
            {pluriel(b.visites, 'visite')} et {duree(b.minutes)} sont figées, avec leur ventilation. C’est définitif :
            une correction faite ensuite est gardée, et part avec la clôture suivante.
          </Text>
          {incompletes > 0 ? (
            <Text size="sm">
              <b>{pluriel(incompletes, 'visite incomplète', 'visites incomplètes')}</b>{' '}
              {incompletes > 1 ? 'ne seront ni payées ni facturées' : 'ne sera ni payée ni facturée'} avec ce mois.
            </Text>
          ) : null}
          {sansVisite > 0 ? (
            <Text size="sm">
              {pluriel(sansVisite, 'visite prévue', 'visites prévues')} pendant une absence ou après un départ, que
              personne n’avait à faire, {sansVisite > 1 ? 'n’y sont pas' : 'n’y est pas'}.
            </Text>
          ) : null}
          {b.postes.length > 0 ? (
            <Text size="sm">
              <b>{pluriel(b.postes.length, 'poste')}</b>, {b.postes.map((p) => p.nom).join(', ')},{' '}
              {b.postes.length > 1 ? 'ont' : 'a'} peut-être des saisies que le serveur n’a pas.
            </Text>
          ) : null}
          {b.anterieurs.length > 0 ? (
            <Text size="sm">
              <b>
                {b.anterieurs.map(moisEnMots).join(', ')}{' '}
                {b.anterieurs.length > 1 ? 'ne sont pas clos' : 'n’est pas clos'}
              </b>{' '}
              : les mois sont clos dans l’ordre, sauf pour un motif écrit.
            </Text>
          ) : null}
          {b.partisLe === undefined ? null : (
            <Text size="sm" role="note">
              <b>Les fichiers de ce mois sont partis à la DASES</b> ({quand(b.partisLe, maintenant)}) : ces heures n’y
              sont pas, et aucun envoi suivant ne les porte. Dites-le au service central : il voit avec le Département
              comment les lui remettre.
            </Text>
          )}
          {b.fini ? null : (
            <Text size="sm">
              <b>Le mois n’est pas terminé</b> : les visites qui viendraient encore n’entreraient pas dans ses fichiers.
            </Text>
          )}
          <Repris de={f} />
          {demande ? (
            <ChampLong
              de={f}
              nom="motif"
              label="Motif"
              description="Obligatoire : pourquoi ce mois est clos ainsi, pour qui le relira."
              minRows={2}
              maxLength={500}
              data-autofocus
            />
          ) : null}
          <ChampTexte
            de={f}
            nom="ecrit"
            label={`Écrivez « ${moisEnMots(b.mois)} » pour confirmer`}
            autoComplete="off"
            {...(motifRequis ? {} : { 'data-autofocus': true })}
          />
          <RefusFormulaire de={f} />
          <Text size="sm" c="dimmed" role="status">
            {f.enCours ? (etape ?? 'Clôture en cours…') : ''}
          </Text>
          <PiedFenetre faire="Clore le mois" enCours={f.enCours} />
        </Stack>
      </Formulaire>
    </Fenetre>
  );
};
