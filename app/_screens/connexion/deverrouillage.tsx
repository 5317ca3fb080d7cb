'use client';

import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { demarrer, deverrouiller } from '../../_data/acces';
import type { CompteConnu } from '../../_data/stockage';
import { PageSeule } from './page-seule';

/** No network: the password alone opens what this PC keeps. When the server is back, the gate opens by itself. */
export const Deverrouillage = ({ compte, message }: { compte: CompteConnu; message?: string | undefined }) => {
  const [erreur, setErreur] = useState<string>();
  const [enCours, setEnCours] = useState(false);

  useEffect(() => {
    const reessayer = (): void => void demarrer();
    addEventListener('online', reessayer);
    return () => removeEventListener('online', reessayer);
  }, []);

  const soumettre = async (ev: FormEvent<HTMLFormElement>): Promise<void> => {
    ev.preventDefault();
    const motDePasse = String(new FormData(ev.currentTarget).get('motDePasse'));
    setErreur(undefined);
    setEnCours(true);
    const refus = await deverrouiller(motDePasse);
    setEnCours(false);
    setErreur(refus);
  };

  return (
    <PageSeule titre="Travailler hors ligne">
      <form onSubmit={(ev) => void soumettre(ev)}>
        <Stack gap="md">
          <Text size="sm">
            Le serveur ne répond pas. Votre mot de passe ouvre ce que ce poste a gardé ; vos corrections partiront
            d’elles-mêmes au retour du réseau.
          </Text>
          {message ? <Text size="sm">{message}</Text> : null}
          <input type="hidden" name="identifiant" autoComplete="username" value={compte.identifiant} />
          <PasswordInput
            name="motDePasse"
            label={`Mot de passe de ${compte.identifiant}`}
            autoComplete="current-password"
            required
            withAsterisk={false}
            autoFocus
            error={erreur}
            visibilityToggleButtonProps={{ 'aria-label': 'Montrer ou cacher le mot de passe' }}
          />
          <Button type="submit" loading={enCours} fullWidth>
            Déverrouiller
          </Button>
          <Button variant="subtle" onClick={() => void demarrer()}>
            Réessayer de joindre le serveur
          </Button>
        </Stack>
      </form>
    </PageSeule>
  );
};
