'use client';

import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { demarrer, deverrouiller, preparerDeverrouillage } from '../../../_donnees/acces/demarrage';
import { type CompteConnu, lireTrousseau } from '../../../_donnees/base/stockage';
import { PageSeule } from './page-seule';
import { SessionAFermer } from './session-a-fermer';

const ILLISIBLE =
  'Ce que ce poste garde n’a pas pu être ouvert. Rechargez la page et recommencez : rien de ce qui attend n’est effacé.';

/** No network: the password, or the code of this PC, opens what it keeps. When the server is back, the gate opens by itself. */
export const Deverrouillage = ({ compte, message }: { compte: CompteConnu; message?: string | undefined }) => {
  const [erreur, setErreur] = useState<string>();
  const [enCours, setEnCours] = useState(false);
  const [trousseau] = useState(() => lireTrousseau(compte.identifiant));
  const sansCode = trousseau !== undefined && !trousseau.parMotDePasse;
  const code = trousseau?.deCePoste === true;

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
    const refus = await deverrouiller(motDePasse).catch(() => ILLISIBLE);
    setEnCours(false);
    setErreur(refus);
  };

  return (
    <PageSeule titre="Travailler hors ligne">
      <SessionAFermer />
      <form onSubmit={(ev) => void soumettre(ev)}>
        <Stack gap="md">
          <Text size="sm">
            Le serveur ne répond pas. {code ? 'Le code de ce poste' : 'Votre mot de passe'} ouvre ce que ce poste a
            gardé ; vos corrections partiront d’elles-mêmes au retour du réseau.
          </Text>
          {sansCode ? (
            <Text size="sm">
              Vous n’avez pas choisi de code pour ce poste : il faut attendre le serveur. Rien de ce qui attend n’est
              perdu.
            </Text>
          ) : null}
          {message ? <Text size="sm">{message}</Text> : null}
          <input type="hidden" name="identifiant" autoComplete="username" value={compte.identifiant} />
          {sansCode ? null : (
            <>
              <PasswordInput
                name="motDePasse"
                label={code ? `Code de ce poste, pour ${compte.identifiant}` : `Mot de passe de ${compte.identifiant}`}
                autoComplete="current-password"
                required
                withAsterisk={false}
                autoFocus
                error={erreur}
                onChange={() => preparerDeverrouillage(compte)}
                visibilityToggleButtonProps={{
                  'aria-label': code ? 'Montrer ou cacher le code' : 'Montrer ou cacher le mot de passe',
                }}
              />
              <Button type="submit" loading={enCours} fullWidth>
                Déverrouiller
              </Button>
            </>
          )}
          <Button variant="subtle" onClick={() => void demarrer()}>
            Réessayer de joindre le serveur
          </Button>
        </Stack>
      </form>
    </PageSeule>
  );
};
