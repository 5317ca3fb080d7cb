'use client';

import { Alert, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Refus } from '#shared/contrats/commun';
import { seConnecter } from '../../../_donnees/acces/entree';
import {
  ChampSecret,
  ChampTexte,
  Envoyer,
  Formulaire,
  lireRequis,
  RefusFormulaire,
  useFormulaire,
} from '../../../_ui/formulaire';
import { AvecFournisseur } from './avec-fournisseur';
import { PageSeule } from './page-seule';
import { SessionAFermer } from './session-a-fermer';

const SANS_DONNEES: Refus = {
  code: 'POSTE',
  message: 'Ce poste ne peut pas garder de données : vérifiez que la navigation n’est pas privée, puis réessayez.',
};

const VIDE = { identifiant: '', motDePasse: '', code: '' };
const MANQUE = { identifiant: 'Tapez votre identifiant.', motDePasse: 'Tapez votre mot de passe.' };
const CODE = { code: 'Tapez le code que montre votre application, ou un code de secours.' };

/** The fields of a sign-in; also shown over the screens when the session ends, so that nothing typed is lost. */
export const FormulaireConnexion = ({ identifiant, surSucces }: { identifiant?: string; surSucces?: () => void }) => {
  const [avecCode, setAvecCode] = useState(false);
  const f = useFormulaire({
    depart: () => ({ ...VIDE, identifiant: identifiant ?? '' }),
    lire: lireRequis<typeof VIDE>({ ...MANQUE, ...(avecCode ? CODE : {}) }),
    envoyer: async ({ identifiant, motDePasse, code }) => {
      const refus = await seConnecter(identifiant, motDePasse, code.trim() || undefined).catch(() => SANS_DONNEES);
      if (refus?.code === 'CODE_REQUIS') setAvecCode(true);
      else if (refus) return { formulaire: refus.message };
      else surSucces?.();
      return undefined;
    },
    encore: true,
  });
  return (
    <Formulaire de={f}>
      <Stack gap="md">
        <ChampTexte
          de={f}
          nom="identifiant"
          label="Identifiant"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          readOnly={identifiant !== undefined}
          data-autofocus={identifiant === undefined ? true : undefined}
          autoFocus={identifiant === undefined}
        />
        <ChampSecret
          de={f}
          nom="motDePasse"
          label="Mot de passe"
          required
          withAsterisk={false}
          autoFocus={identifiant !== undefined}
        />
        {avecCode ? (
          <ChampTexte
            de={f}
            nom="code"
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
        <RefusFormulaire de={f} />
        <Envoyer de={f} fullWidth>
          Se connecter
        </Envoyer>
        <AvecFournisseur dire={(m) => f.refuser(m === undefined ? undefined : { formulaire: m })} />
      </Stack>
    </Formulaire>
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
