'use client';

import { Alert, Button, Loader, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { accepterInvitation, lireInvitation } from '../../../_donnees/lecture/administration';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import {
  Champ,
  ChampSecret,
  Envoyer,
  Formulaire,
  type Lecture,
  lireRequis,
  RefusFormulaire,
  useFormulaire,
} from '../../../_ui/formulaire';
import { ChampNouveauMotDePasse } from '../compte/champ-mot-de-passe';
import { PageSeule } from '../connexion/page-seule';
import '../../../_ui/styles/compte.css';

const VIDE = { motDePasse: '', encore: '' };
type Tapee = typeof VIDE;
const remplis = lireRequis<typeof VIDE>({
  motDePasse: 'Choisissez un mot de passe.',
  encore: 'Retapez le mot de passe.',
});
const lire = (t: Tapee): Lecture<Tapee, Tapee> => {
  const lus = remplis(t);
  if (!lus.ok || t.encore === t.motDePasse) return lus;
  return { ok: false, erreurs: { encore: 'Les deux mots de passe ne sont pas les mêmes : retapez-les.' } };
};

const Choix = ({ jeton, identifiant, nom }: { jeton: string; identifiant: string; nom: string }) => {
  const [fait, setFait] = useState(false);
  const f = useFormulaire({
    depart: () => VIDE,
    lire,
    envoyer: async ({ motDePasse }) => {
      await accepterInvitation(jeton, motDePasse);
      setFait(true);
      return undefined;
    },
    champs: { MOT_DE_PASSE: 'motDePasse' },
  });
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
    <Formulaire de={f}>
      <Stack gap="md">
        <Text size="sm">
          Bonjour {nom}. Choisissez le mot de passe de votre compte <b>{identifiant}</b>.
        </Text>
        <input type="hidden" name="identifiant" autoComplete="username" value={identifiant} />
        <Champ de={f} nom="motDePasse">
          {(c) => <ChampNouveauMotDePasse libelle="Mot de passe" {...c} personnels={[identifiant, nom]} autoFocus />}
        </Champ>
        <ChampSecret
          de={f}
          nom="encore"
          label="Le même, encore une fois"
          autoComplete="new-password"
          required
          withAsterisk={false}
          quoi="le mot de passe retapé"
        />
        <RefusFormulaire de={f} />
        <Envoyer de={f}>Enregistrer le mot de passe</Envoyer>
      </Stack>
    </Formulaire>
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
