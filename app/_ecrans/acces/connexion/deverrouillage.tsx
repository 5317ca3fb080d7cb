'use client';

import { Button, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { chaqueFois } from '../../../_commun/enchainer';
import {
  demarrer,
  deverrouiller,
  guetterServeur,
  preparerDeverrouillage,
  SANS_MOITIE,
} from '../../../_donnees/acces/demarrage';
import { type CompteConnu, lireTrousseau } from '../../../_donnees/base/stockage';
import { ChampSecret, Envoyer, Formulaire, lireRequis, useFormulaire } from '../../../_ui/formulaire';
import { PageSeule } from './page-seule';
import { SessionAFermer } from './session-a-fermer';

const VIDE = { motDePasse: '' };
const ESSAI_MS = 5_000;

const SANS_CODE =
  'Vous n’avez pas choisi de code pour ce poste : il faut attendre le serveur. Rien de ce qui attend n’est perdu.';

const ILLISIBLE =
  'Ce que ce poste garde n’a pas pu être ouvert. Rechargez la page et recommencez : rien de ce qui attend n’est effacé.';

/** No network: the password, or the code of this PC, opens what it keeps. When the server is back, the gate opens by itself. */
export const Deverrouillage = ({ compte, message }: { compte: CompteConnu; message?: string | undefined }) => {
  const [trousseau] = useState(() => lireTrousseau(compte.identifiant));
  const sansCode = trousseau !== undefined && !trousseau.parMotDePasse;
  const code = trousseau?.deCePoste === true;

  useEffect(() => chaqueFois(() => void guetterServeur(), ESSAI_MS), []);

  const f = useFormulaire({
    depart: () => VIDE,
    lire: lireRequis<typeof VIDE>({ motDePasse: code ? 'Tapez le code de ce poste.' : 'Tapez votre mot de passe.' }),
    envoyer: async ({ motDePasse }) => {
      const refus = await deverrouiller(motDePasse).catch(() => ILLISIBLE);
      return refus === undefined ? undefined : { motDePasse: refus };
    },
    encore: true,
  });

  return (
    <PageSeule titre="Travailler hors ligne">
      <SessionAFermer />
      <Formulaire de={f}>
        <Stack gap="md">
          <Text size="sm">
            Le serveur ne répond pas. {code ? 'Le code de ce poste' : 'Votre mot de passe'} ouvre ce que ce poste a
            gardé ; vos corrections partiront d’elles-mêmes au retour du réseau.
          </Text>
          {sansCode ? <Text size="sm">{trousseau.attendMoitie ? SANS_MOITIE : SANS_CODE}</Text> : null}
          {message ? <Text size="sm">{message}</Text> : null}
          <input type="hidden" name="identifiant" autoComplete="username" value={compte.identifiant} />
          {sansCode ? null : (
            <>
              <ChampSecret
                de={f}
                nom="motDePasse"
                label={code ? `Code de ce poste, pour ${compte.identifiant}` : `Mot de passe de ${compte.identifiant}`}
                required
                withAsterisk={false}
                autoFocus
                onInput={() => preparerDeverrouillage(compte)}
                {...(code ? { quoi: 'le code' } : {})}
              />
              <Envoyer de={f} fullWidth>
                Déverrouiller
              </Envoyer>
            </>
          )}
          <Button variant="subtle" onClick={() => void demarrer()}>
            Réessayer de joindre le serveur
          </Button>
        </Stack>
      </Formulaire>
    </PageSeule>
  );
};
