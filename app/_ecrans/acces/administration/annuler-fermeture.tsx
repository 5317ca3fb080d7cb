import { Button, Group, Stack, Text } from '@mantine/core';
import type { AntenneLue } from '#shared/contrats/exploitation/antenne';
import { dateEntiere } from '#shared/mots/dates';
import type { DateCivile } from '#shared/temps/types';
import { annulerFermeture } from '../../../_donnees/lecture/antennes';
import { ErreurFormulaire } from '../../../_ui/champs/erreur-formulaire';
import { useAction } from '../../../_ui/demandes/appeler';
import { Fenetre } from '../../../_ui/fenetre';
import { notifications } from '../../../_ui/notifications';

type Props = { antenne: AntenneLue; le: DateCivile; fermer: () => void };

/** Withdraws a closing whose day is to come. Nothing is typed: what it refuses is read again by leaving it. */
export const AnnulerFermeture = ({ antenne, le, fermer }: Props) => {
  const { refus, enCours, faire } = useAction();
  const annuler = (): void =>
    void faire(
      () => annulerFermeture(antenne.code, le),
      () => {
        notifications.show({
          color: 'green',
          title: `${antenne.libelle} : fermeture annulée`,
          message: 'Elle reste ouverte, avec ses arrondissements.',
        });
        fermer();
      },
    );
  return (
    <Fenetre onClose={fermer} title={`Fermeture de l’antenne ${antenne.libelle}`} centered>
      <Stack gap="sm">
        <Text size="sm">
          Elle ferme le {dateEntiere(le)}. La fermeture annulée, elle reste ouverte comme avant : ses mois sont à clore,
          et elle garde ses arrondissements.
        </Text>
        <ErreurFormulaire message={refus?.message} />
        <Group justify="flex-end">
          <Button variant="default" onClick={fermer}>
            {refus ? 'Fermer et relire' : 'Garder la date'}
          </Button>
          <Button onClick={annuler} loading={enCours} data-autofocus>
            Annuler la fermeture
          </Button>
        </Group>
      </Stack>
    </Fenetre>
  );
};
