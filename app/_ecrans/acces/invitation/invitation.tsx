'use client';

import { Alert, Button, Loader, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { accepterInvitation, lireInvitation } from '../../../_donnees/lecture/administration';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { useAction } from '../../../_ui/demandes/appeler';
import { ChampNouveauMotDePasse } from '../compte/champ-mot-de-passe';
import { PageSeule } from '../connexion/page-seule';
import '../../../_ui/styles/compte.css';

const Choix = ({ jeton, identifiant, nom }: { jeton: string; identifiant: string; nom: string }) => {
  const { refus, enCours, faire, erreur } = useAction();
  const [valeur, setValeur] = useState('');
  const [autre, setAutre] = useState(false);
  const [fait, setFait] = useState(false);
  const soumettre = (ev: FormEvent<HTMLFormElement>): void => {
    ev.preventDefault();
    const differe = String(new FormData(ev.currentTarget).get('encore')) !== valeur;
    setAutre(differe);
    if (!differe)
      void faire(
        () => accepterInvitation(jeton, valeur),
        () => setFait(true),
      );
  };
  if (fait)
    return (
      <Stack gap="md">
        <Alert color="green" variant="light" p="sm" role="status">
          Votre mot de passe est enregistré. Votre identifiant : <b>{identifiant}</b>
        </Alert>
        <Button component="a" href="/aujourdhui/">
          Se connecter
        </Button>
      </Stack>
    );
  return (
    <form onSubmit={soumettre}>
      <Stack gap="md">
        <Text size="sm">
          Bonjour {nom}. Choisissez le mot de passe de votre compte <b>{identifiant}</b>.
        </Text>
        <input type="hidden" name="identifiant" autoComplete="username" value={identifiant} />
        <ChampNouveauMotDePasse
          libelle="Mot de passe"
          valeur={valeur}
          changer={setValeur}
          personnels={[identifiant, nom]}
          erreur={erreur('MOT_DE_PASSE')}
          autoFocus
        />
        <PasswordInput
          name="encore"
          label="Le même, encore une fois"
          autoComplete="new-password"
          required
          withAsterisk={false}
          error={autre ? 'Les deux mots de passe ne sont pas les mêmes : retapez-les.' : undefined}
          visibilityToggleButtonProps={{ 'aria-label': 'Montrer ou cacher le mot de passe retapé' }}
        />
        {refus && refus.code !== 'MOT_DE_PASSE' ? (
          <Alert color="red" variant="light" p="sm" role="alert">
            {refus.message}
          </Alert>
        ) : null}
        <Button type="submit" loading={enCours}>
          Enregistrer le mot de passe
        </Button>
      </Stack>
    </form>
  );
};

/** Reached by a link that serves once; its token is after the `#`, which no server is sent. */
export const Invitation = () => {
  const [jeton] = useState(() => (typeof location === 'undefined' ? '' : location.hash.slice(1)));
  const { valeur, echec } = useLecture(['invitation', jeton], () => lireInvitation(jeton));
  return (
    <PageSeule titre="Votre accès">
      {valeur ? (
        <Choix jeton={jeton} {...valeur} />
      ) : echec ? (
        <Alert color="red" variant="light" p="sm" role="alert">
          {echec}
        </Alert>
      ) : (
        <Loader size="sm" aria-label="Lecture de l’invitation" />
      )}
    </PageSeule>
  );
};
