'use client';

import { Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type BilanEnvoi, DESTINATIONS, type Destination } from '#shared/contrats/financement/envoi';
import { moisEnMots, pluriel } from '#shared/libelles/formats';
import type { Mois } from '#shared/temps/types';
import { envoyerMois } from '../../../_donnees/lecture/envois';
import { ErreurFormulaire } from '../../../_ui/champs/erreur-formulaire';
import { useAction } from '../../../_ui/demandes/appeler';
import { Fenetre } from '../../../_ui/fenetre';
import { notifications } from '../../../_ui/notifications';
import { PiedFenetre } from '../../../_ui/pied-fenetre';

type Props = { mois: Mois; destination: Destination; depot: string; fermer: () => void; apres: () => void };

const dire = (bilans: readonly BilanEnvoi[]): void => {
  const rates = bilans.filter((b) => b.raison !== undefined).length;
  notifications.show(
    rates === 0
      ? { color: 'green', title: 'Envoyé', message: `${pluriel(bilans.length, 'fichier')} chez le destinataire.` }
      : {
          color: 'orange',
          title: 'Tout n’est pas parti',
          message: `${pluriel(rates, 'fichier')} sur ${bilans.length} : la liste dit pourquoi, et quand il sera réessayé.`,
        },
  );
};

/** What sending does, in words; the month is written in full before it is done. */
export const Envoyer = ({ mois, destination, depot, fermer, apres }: Props) => {
  const [ecrit, setEcrit] = useState('');
  const { refus, enCours, faire, erreur } = useAction();
  const soumettre = (ev: FormEvent): void => {
    ev.preventDefault();
    void faire(
      () => envoyerMois(mois, destination, ecrit.trim()),
      (bilans) => {
        dire(bilans);
        apres();
      },
    );
  };
  const deForme = erreur('CONFIRMATION');
  return (
    <Fenetre
      onClose={fermer}
      title={`Envoyer ${moisEnMots(mois)} : ${DESTINATIONS[destination]}`}
      centered
      closeOnClickOutside={!enCours}
    >
      <form onSubmit={soumettre} noValidate>
        <Stack gap="md">
          <Text size="sm">
            Les fichiers du mois partent ({depot}). Ce qui est parti ne change plus : une correction tardive part avec
            la clôture suivante. Les fichiers déjà partis ne repartent pas.
          </Text>
          <TextInput
            label={`Écrivez « ${moisEnMots(mois)} » pour confirmer`}
            value={ecrit}
            onChange={(ev) => setEcrit(ev.currentTarget.value)}
            error={deForme}
            autoComplete="off"
            data-autofocus
          />
          <ErreurFormulaire message={deForme ? undefined : refus?.message} />
          {enCours ? (
            <Text size="sm" c="dimmed" role="status">
              Préparation, contrôle, puis dépôt de chaque fichier : cela peut prendre quelques minutes.
            </Text>
          ) : null}
          <PiedFenetre faire="Envoyer" fermer={fermer} enCours={enCours} />
        </Stack>
      </form>
    </Fenetre>
  );
};
