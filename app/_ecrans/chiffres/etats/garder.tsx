'use client';

import { Stack } from '@mantine/core';
import { CODES_RYTHMES, RYTHMES, type SelectionMontree } from '#shared/contrats/chiffres/selection-etat';
import type { DemandeEtat } from '#shared/etats/contrat';
import { periodeEnMots } from '#shared/etats/moteur';
import { CODES_GLISSANTES, GLISSANTES, glissantesDe, type PeriodeGardee } from '#shared/etats/periodes';
import { garderSelection, lireSelections } from '../../../_donnees/lecture/etats';
import { useAujourdhui } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { Fenetre } from '../../../_ui/fenetre';
import {
  ChampListe,
  ChampTexte,
  Formulaire,
  lireRequis,
  RefusFormulaire,
  useFormulaire,
} from '../../../_ui/formulaire';
import { notifications } from '../../../_ui/notifications';
import { PiedFenetre } from '../../../_ui/pied-fenetre';

type Props = {
  titre: string;
  demande: DemandeEtat;
  /** The one that is changed; absent, a new one. */
  avant?: SelectionMontree;
  fermer: () => void;
  apres: () => void;
};

const FIXE = 'fixe';

/** As chosen: a moving period by its code, or the two dates; how often it is mailed, or never. */
type Tapee = { nom: string; periode: string; rythme: string };

/** Keeps what is asked of a state, under a name, for a period that moves with the day, and has it mailed. */
export const Garder = ({ titre, demande, avant, fermer, apres }: Props) => {
  const aujourdhui = useAujourdhui();
  const { valeur } = useLecture(['selections'], lireSelections);
  const { du, au, ...reste } = demande;
  const f = useFormulaire({
    depart: (): Tapee => ({
      nom: avant?.nom ?? titre,
      periode:
        (avant
          ? 'glissante' in avant.periode
            ? avant.periode.glissante
            : undefined
          : glissantesDe(demande, aujourdhui)[0]) ?? FIXE,
      rythme: avant?.rythme ?? '',
    }),
    lire: lireRequis<Tapee>({ nom: 'Donnez un nom à cet état.' }),
    envoyer: async (t, envoi) => {
      const glissante = CODES_GLISSANTES.find((g) => g === t.periode);
      const rythme = CODES_RYTHMES.find((r) => r === t.rythme);
      const periode: PeriodeGardee = glissante ? { glissante } : { du, au };
      const saisie = { nom: t.nom, demande: reste, periode, ...(rythme ? { rythme } : {}) };
      await garderSelection(saisie, avant ? { id: avant.id, nouvelle: false } : { id: envoi.id(), nouvelle: true });
      notifications.show({ color: 'green', title: 'État gardé', message: `« ${t.nom} » est dans « Mes états ».` });
      apres();
      return undefined;
    },
    champs: { PERIODE: 'periode', PERIODE_FIXE: 'periode', COURRIEL: 'rythme' },
  });
  const adresse = valeur?.courriel;
  return (
    <Fenetre onClose={fermer} title={avant ? 'Modifier un état gardé' : 'Garder cet état'} centered>
      <Formulaire de={f}>
        <Stack gap="md">
          <ChampTexte
            de={f}
            nom="nom"
            label="Nom"
            description="Vous seul le lisez : il n’est dans aucun courriel."
            maxLength={80}
            required
            withAsterisk={false}
            data-autofocus
          />
          <ChampListe
            de={f}
            nom="periode"
            label="Période"
            data={[
              ...CODES_GLISSANTES.map((g) => ({ value: g, label: GLISSANTES[g].libelle })),
              { value: FIXE, label: `Toujours ${periodeEnMots(demande)}` },
            ]}
          />
          <ChampListe
            de={f}
            nom="rythme"
            label="Courriel"
            description={
              adresse
                ? `À ${adresse} : un lien vers l’état, et ses totaux s’il ne nomme personne.`
                : 'Votre compte n’a pas d’adresse : demandez à un administrateur de l’inscrire.'
            }
            disabled={adresse === undefined}
            data={[{ value: '', label: 'Jamais' }, ...CODES_RYTHMES.map((r) => ({ value: r, label: RYTHMES[r] }))]}
          />
          <RefusFormulaire de={f} />
          <PiedFenetre faire="Garder" enCours={f.enCours} />
        </Stack>
      </Formulaire>
    </Fenetre>
  );
};
