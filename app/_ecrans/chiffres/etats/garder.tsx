'use client';

import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { CODES_RYTHMES, RYTHMES, type Rythme, type SelectionMontree } from '#shared/contrats/chiffres/selection-etat';
import type { DemandeEtat } from '#shared/etats/contrat';
import { periodeEnMots } from '#shared/etats/moteur';
import { CODES_GLISSANTES, GLISSANTES, type Glissante, glissantesDe, type PeriodeGardee } from '#shared/etats/periodes';
import { garderSelection, lireSelections } from '../../../_donnees/lecture/etats';
import { useAujourdhui } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { useAction } from '../../../_ui/demandes/appeler';
import { Fenetre } from '../../../_ui/fenetre';
import { notifications } from '../../../_ui/notifications';

type Props = {
  titre: string;
  demande: DemandeEtat;
  /** The one that is changed; absent, a new one. */
  avant?: SelectionMontree;
  fermer: () => void;
  apres: () => void;
};

const FIXE = 'fixe';

/** Keeps what is asked of a state, under a name, for a period that moves with the day, and has it mailed. */
export const Garder = ({ titre, demande, avant, fermer, apres }: Props) => {
  const aujourdhui = useAujourdhui();
  const { valeur } = useLecture(['selections'], lireSelections);
  const { refus, enCours, faire, erreur } = useAction();
  const [nom, setNom] = useState(avant?.nom ?? titre);
  const [glissante, setGlissante] = useState<Glissante | undefined>(
    avant ? ('glissante' in avant.periode ? avant.periode.glissante : undefined) : glissantesDe(demande, aujourdhui)[0],
  );
  const [rythme, setRythme] = useState<Rythme | undefined>(avant?.rythme);
  const { du, au, ...reste } = demande;
  const periode: PeriodeGardee = glissante ? { glissante } : { du, au };
  const soumettre = (ev: FormEvent): void => {
    ev.preventDefault();
    void faire(
      () => garderSelection({ nom, demande: reste, periode, ...(rythme ? { rythme } : {}) }, avant?.id),
      () => {
        notifications.show({ color: 'green', title: 'État gardé', message: `« ${nom} » est dans « Mes états ».` });
        apres();
      },
    );
  };
  const adresse = valeur?.courriel;
  return (
    <Fenetre onClose={fermer} title={avant ? 'Modifier un état gardé' : 'Garder cet état'} centered>
      <form onSubmit={soumettre}>
        <Stack gap="md">
          <TextInput
            label="Nom"
            description="Vous seul le lisez : il n’est dans aucun courriel."
            value={nom}
            maxLength={80}
            required
            withAsterisk={false}
            data-autofocus
            onChange={(ev) => setNom(ev.currentTarget.value)}
          />
          <NativeSelect
            label="Période"
            value={glissante ?? FIXE}
            data={[
              ...CODES_GLISSANTES.map((g) => ({ value: g, label: GLISSANTES[g].libelle })),
              { value: FIXE, label: `Toujours ${periodeEnMots(demande)}` },
            ]}
            error={erreur('PERIODE', 'PERIODE_FIXE')}
            onChange={(ev) => setGlissante(CODES_GLISSANTES.find((g) => g === ev.currentTarget.value))}
          />
          <NativeSelect
            label="Courriel"
            description={
              adresse
                ? `À ${adresse} : un lien vers l’état, et ses totaux s’il ne nomme personne.`
                : 'Votre compte n’a pas d’adresse : demandez à un administrateur de l’inscrire.'
            }
            value={rythme ?? ''}
            disabled={adresse === undefined}
            data={[{ value: '', label: 'Jamais' }, ...CODES_RYTHMES.map((r) => ({ value: r, label: RYTHMES[r] }))]}
            error={erreur('COURRIEL')}
            onChange={(ev) => setRythme(CODES_RYTHMES.find((r) => r === ev.currentTarget.value))}
          />
          {refus && !erreur('PERIODE', 'PERIODE_FIXE', 'COURRIEL') ? (
            <Text size="sm" c="var(--ton-rouge-texte)" role="alert">
              {refus.message}
            </Text>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={fermer}>
              Annuler
            </Button>
            <Button type="submit" loading={enCours}>
              Garder
            </Button>
          </Group>
        </Stack>
      </form>
    </Fenetre>
  );
};
