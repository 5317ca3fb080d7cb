'use client';

import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { seConnecter } from '../../_data/acces';
import { PageSeule } from './page-seule';

/** The fields of a sign-in; also shown over the screens when the session ends, so that nothing typed is lost. */
export const FormulaireConnexion = ({ identifiant, surSucces }: { identifiant?: string; surSucces?: () => void }) => {
  const [erreur, setErreur] = useState<string>();
  const [enCours, setEnCours] = useState(false);

  const soumettre = async (ev: FormEvent<HTMLFormElement>): Promise<void> => {
    ev.preventDefault();
    const champs = new FormData(ev.currentTarget);
    setErreur(undefined);
    setEnCours(true);
    const refus = await seConnecter(String(champs.get('identifiant')), String(champs.get('motDePasse'))).catch(
      () => 'Ce poste ne peut pas garder de données : vérifiez que la navigation n’est pas privée, puis réessayez.',
    );
    setEnCours(false);
    if (refus) setErreur(refus);
    else surSucces?.();
  };

  return (
    <form onSubmit={(ev) => void soumettre(ev)}>
      <Stack gap="md">
        <TextInput
          name="identifiant"
          label="Identifiant"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          defaultValue={identifiant ?? ''}
          readOnly={identifiant !== undefined}
          data-autofocus={identifiant === undefined ? true : undefined}
          autoFocus={identifiant === undefined}
        />
        <PasswordInput
          name="motDePasse"
          label="Mot de passe"
          autoComplete="current-password"
          required
          withAsterisk={false}
          autoFocus={identifiant !== undefined}
          visibilityToggleButtonProps={{ 'aria-label': 'Montrer ou cacher le mot de passe' }}
        />
        <div aria-live="assertive">
          {erreur ? (
            <Alert color="red" variant="light" p="sm">
              {erreur}
            </Alert>
          ) : null}
        </div>
        <Button type="submit" loading={enCours} fullWidth>
          Se connecter
        </Button>
      </Stack>
    </form>
  );
};

export const Connexion = ({ message }: { message?: string | undefined }) => (
  <PageSeule titre="Connexion">
    {message ? (
      <Alert mb="md" p="sm" variant="light" role="status">
        {message}
      </Alert>
    ) : null}
    <FormulaireConnexion />
  </PageSeule>
);
