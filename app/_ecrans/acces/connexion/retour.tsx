'use client';

import { Alert, Button, Loader, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Session } from '#shared/contrats/acces/compte';
import { PAGE_RETOUR } from '#shared/contrats/acces/connexion';
import {
  garderCode,
  partir,
  type Retour,
  suiteApresConnexion,
  terminerConnexion,
} from '../../../_donnees/acces/connexion-unique';
import { Champ, Envoyer, Formulaire, lireRequis, RefusFormulaire, useFormulaire } from '../../../_ui/formulaire';
import { ChampNouveauMotDePasse } from '../compte/champ-mot-de-passe';
import { PageSeule } from './page-seule';
import '../../../_ui/styles/compte.css';

const entrer = (): void => location.replace(suiteApresConnexion());

const VIDE = { code: '' };

const ChoixCode = ({ session, oblige }: { session: Session; oblige: boolean }) => {
  const garder = async (choisi: string | undefined): Promise<undefined> => {
    await garderCode(session, choisi);
    entrer();
  };
  const f = useFormulaire({
    depart: () => VIDE,
    lire: lireRequis<typeof VIDE>({ code: 'Choisissez un code pour ce poste.' }),
    envoyer: async ({ code }) => {
      const { evaluerMotDePasse } = await import('#shared/domain/mot-de-passe/evaluer');
      const avis = evaluerMotDePasse(code, [session.identifiant, session.nom]);
      return avis.accepte ? garder(code) : { code: ['Code trop facile à deviner.', ...avis.conseils].join(' ') };
    },
  });
  return (
    <PageSeule titre={`Bonjour ${session.nom}`}>
      <Formulaire de={f}>
        <Stack gap="md">
          <Text size="sm">
            Choisissez le code de ce poste : il ouvrira ce que ce poste garde quand le réseau ou le serveur ne répond
            pas. Il reste ici : sur un autre poste, vous en choisirez un autre.
          </Text>
          {oblige ? (
            <Alert color="yellow" variant="light" p="sm">
              Ce poste garde des saisies que seul votre code, ou mot de passe, d’avant peut rouvrir : donnez-le ici.
              Avec un autre, elles seront effacées.
            </Alert>
          ) : null}
          <input type="hidden" name="identifiant" autoComplete="username" value={session.identifiant} />
          <Champ de={f} nom="code">
            {(c) => (
              <ChampNouveauMotDePasse
                libelle="Code de ce poste"
                {...c}
                personnels={[session.identifiant, session.nom]}
                autoFocus
              />
            )}
          </Champ>
          <RefusFormulaire de={f} />
          <Envoyer de={f} fullWidth>
            Garder ce code et entrer
          </Envoyer>
          {oblige ? null : (
            <Button variant="subtle" disabled={f.enCours} onClick={() => f.agir(() => garder(undefined))}>
              Plus tard (rien ne s’ouvrira hors ligne)
            </Button>
          )}
        </Stack>
      </Formulaire>
    </PageSeule>
  );
};

/** The provider knows the person already, and would send back the same: another account must be asked for. */
const Refusee = ({ message }: { message: string }) => {
  const [dit, setDit] = useState(message);
  const [enCours, setEnCours] = useState(false);
  const recommencer = async (): Promise<void> => {
    setEnCours(true);
    const refus = await partir(true);
    if (!refus) return;
    setEnCours(false);
    setDit(refus.message);
  };
  return (
    <PageSeule titre="Connexion">
      <Stack gap="md">
        <Alert color="red" variant="light" p="sm" role="alert" data-testid="refus">
          {dit}
        </Alert>
        <Button component="a" href="/">
          Revenir à la connexion
        </Button>
        <Button variant="subtle" loading={enCours} onClick={() => void recommencer()}>
          Recommencer avec un autre compte
        </Button>
      </Stack>
    </PageSeule>
  );
};

/** Where the identity provider sends the browser back to. */
export const RetourFournisseur = () => {
  const [retour, setRetour] = useState<Retour>();
  useEffect(() => {
    const suite = terminerConnexion(location.search);
    // Nobody sends back: the home page lets in whoever is known, and asks the others who they are.
    if (!suite) return location.replace('/');
    // The answer serves once: neither history nor a reload keeps it.
    history.replaceState(null, '', PAGE_RETOUR);
    void suite.then((r) => (r.etape === 'ENTRER' ? entrer() : setRetour(r)));
  }, []);
  if (retour?.etape === 'CODE') return <ChoixCode session={retour.session} oblige={retour.oblige} />;
  if (retour?.etape === 'REFUS') return <Refusee message={retour.refus.message} />;
  return (
    <PageSeule titre="Connexion">
      <Loader size="sm" aria-hidden="true" />
      <Text size="sm" role="status">
        Connexion en cours…
      </Text>
    </PageSeule>
  );
};
