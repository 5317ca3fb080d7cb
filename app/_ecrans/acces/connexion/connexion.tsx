'use client';

import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Refus } from '#shared/contrats/commun';
import { seConnecter } from '../../../_donnees/acces/entree';
import { AvecFournisseur } from './avec-fournisseur';
import { PageSeule } from './page-seule';
import { SessionAFermer } from './session-a-fermer';

const SANS_DONNEES: Refus = {
  code: 'POSTE',
  message: 'Ce poste ne peut pas garder de données : vérifiez que la navigation n’est pas privée, puis réessayez.',
};

/** The fields of a sign-in; also shown over the screens when the session ends, so that nothing typed is lost. */
export const FormulaireConnexion = ({ identifiant, surSucces }: { identifiant?: string; surSucces?: () => void }) => {
  const [erreur, setErreur] = useState<string>();
  const [code, setCode] = useState(false);
  const [enCours, setEnCours] = useState(false);

  const soumettre = async (ev: FormEvent<HTMLFormElement>): Promise<void> => {
    ev.preventDefault();
    const champs = new FormData(ev.currentTarget);
    setErreur(undefined);
    setEnCours(true);
    const refus = await seConnecter(
      String(champs.get('identifiant')),
      String(champs.get('motDePasse')),
      String(champs.get('code') ?? '').trim() || undefined,
    ).catch(() => SANS_DONNEES);
    setEnCours(false);
    if (refus?.code === 'CODE_REQUIS') setCode(true);
    else if (refus) setErreur(refus.message);
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
        {code ? (
          <TextInput
            name="code"
            label="Code à 6 chiffres"
            description="Celui que montre votre application d’authentification, ou un code de secours."
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={40}
            required
            withAsterisk={false}
            autoFocus
          />
        ) : null}
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
        <AvecFournisseur dire={setErreur} />
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
    <SessionAFermer />
    <FormulaireConnexion />
  </PageSeule>
);
