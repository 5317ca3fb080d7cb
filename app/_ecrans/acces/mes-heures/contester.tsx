'use client';

import { Group, Stack } from '@mantine/core';
import { CONTESTATION_MAX, type MaVisite, type MesHeures } from '#shared/contrats/acces/acces-personnel';
import { motifEnMots } from '#shared/libelles/motif';
import { contesterMaVisite } from '../../../_donnees/lecture/mes-heures';
import {
  ChampListe,
  ChampLong,
  ChampTexte,
  Envoyer,
  Formulaire,
  Quitter,
  useFormulaire,
} from '../../../_ui/formulaire';
import { lireContestation, tapeeDe } from './lire';

type Props = {
  visite: MaVisite;
  preuve: { jeton: string; code: string };
  /** [PR-2] Absent where hours cannot be proposed: a word is. */
  proposer: MesHeures['proposer'];
  fermer: () => void;
  apres: () => void;
};

/** Where what the server refuses of the hours is said [CO-3]. */
const AUX_HEURES = [
  'HEURE_FUTURE',
  'FIN_AVANT_DEBUT',
  'TROP_LONGUE',
  'HEURES_LOINTAINES',
  'RIEN_NE_CHANGE',
  'CREATION_SANS_HEURES',
] as const;
const CHAMPS = {
  ...Object.fromEntries(AUX_HEURES.map((code) => [code, 'depart' as const])),
  MOTIF_INCONNU: 'motif',
  '*': 'texte',
} as const;

/** [PR-1] What the visit should have been: hours with their motif, a word, or both. */
export const Contester = ({ visite: v, preuve, proposer, fermer, apres }: Props) => {
  const f = useFormulaire({
    depart: () => tapeeDe(v),
    lire: (t) => lireContestation(v, t, proposer?.dureeMax),
    envoyer: async (valeur, envoi) => {
      // Changed, it is another: what was said first is answered too.
      const id = envoi.id(JSON.stringify(valeur));
      await contesterMaVisite({ ...preuve, id, date: v.date, objet: v.objet, ...valeur });
      apres();
      return undefined;
    },
    champs: CHAMPS,
  });
  return (
    <Formulaire de={f} fermer={fermer}>
      <Stack gap="sm" mt="xs">
        {proposer ? (
          <>
            <Group grow align="flex-start" gap="sm">
              <ChampTexte de={f} nom="arrivee" label="Arrivée" description="831, 8h31 ou +5" autoComplete="off" />
              <ChampTexte de={f} nom="depart" label="Départ" description="931, 9h31 ou +5" autoComplete="off" />
            </Group>
            <ChampListe
              de={f}
              nom="motif"
              label="Pourquoi ces heures"
              data={[
                { value: '', label: 'Choisir…' },
                ...proposer.motifs.map((m) => ({ value: m, label: motifEnMots(m) })),
              ]}
            />
          </>
        ) : null}
        <ChampLong
          de={f}
          nom="texte"
          lignes
          label={
            proposer
              ? 'Qu’est-ce qui n’est pas juste ? (facultatif avec des heures)'
              : 'Qu’est-ce qui n’est pas juste ?'
          }
          description="Par exemple : je suis partie à 10 h 30. L’antenne le lira ; vous verrez ici sa réponse."
          maxLength={CONTESTATION_MAX}
          minRows={2}
          autoFocus={proposer === undefined}
        />
        <Group>
          <Envoyer de={f}>Envoyer à l’antenne</Envoyer>
          <Quitter />
        </Group>
      </Stack>
    </Formulaire>
  );
};
