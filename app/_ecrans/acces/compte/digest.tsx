'use client';

import { Alert, Button, Checkbox, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { MonCompte } from '#shared/contrats/acces/administration';
import { ANTENNES } from '#shared/contrats/commun';
import { choisirDigest } from '../../../_donnees/lecture/administration';
import { useAction } from '../../../_ui/demandes/appeler';
import { notifications } from '../../../_ui/notifications';

type Props = { digest: NonNullable<MonCompte['digest']>; courriel: string | undefined; relire: () => void };

/** The morning's account of alerts, by mail, of the antennas that one chooses among one's own. */
export const Digest = ({ digest, courriel, relire }: Props) => {
  const { refus, enCours, faire } = useAction();
  const [choisies, setChoisies] = useState<readonly string[]>(digest.choisies);
  const soumettre = (ev: FormEvent): void => {
    ev.preventDefault();
    const antennes = digest.possibles.filter((a) => choisies.includes(a));
    void faire(
      () => choisirDigest(antennes),
      () => {
        relire();
        notifications.show({
          color: 'green',
          title: 'Enregistré',
          message:
            antennes.length > 0
              ? `Dès demain matin, le compte des alertes vient à ${courriel}.`
              : 'Vous ne recevrez plus le compte des alertes.',
        });
      },
    );
  };
  return (
    <section className="compte__section" aria-labelledby="digest">
      <Title order={2} id="digest">
        Courriel du matin
      </Title>
      <Text size="sm">
        Chaque matin où il en reste à voir, le nombre d’alertes de l’antenne, par genre, sans aucun nom.
        {courriel ? ` Il vient à ${courriel}.` : ''}
      </Text>
      {courriel ? (
        <form onSubmit={soumettre} className="compte__formulaire">
          <Checkbox.Group label="Recevoir celui de" value={[...choisies]} onChange={setChoisies}>
            <Stack gap={6} mt={6}>
              {digest.possibles.map((a) => (
                <Checkbox key={a} value={a} size="xs" label={ANTENNES[a].libelle} />
              ))}
            </Stack>
          </Checkbox.Group>
          {refus ? (
            <Alert color="red" variant="light" p="sm" role="alert">
              {refus.message}
            </Alert>
          ) : null}
          <div>
            <Button type="submit" variant="default" loading={enCours}>
              Enregistrer
            </Button>
          </div>
        </form>
      ) : (
        <Text size="sm" c="dimmed">
          Votre compte n’a pas d’adresse : demandez à un administrateur de l’inscrire, puis choisissez ici.
        </Text>
      )}
    </section>
  );
};
