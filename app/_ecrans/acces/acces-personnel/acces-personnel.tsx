'use client';

import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { AccesPersonnelDonne, AccesPersonnelLu, Sujet } from '#shared/contrats/acces/acces-personnel';
import { dateBreve } from '#shared/mots/dates';
import { pointFinal } from '#shared/mots/textes';
import { dateParis } from '#shared/temps/paris';
import { nomAuteur } from '../../../_donnees/depot/auteurs';
import { contexteDe } from '../../../_donnees/depot/lignes';
import {
  donnerAccesPersonnel,
  lireAccesPersonnel,
  retirerAccesPersonnel,
} from '../../../_donnees/lecture/acces-personnel';
import { useAujourdhui, useDepot, useMaintenant, useSync } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { useAction } from '../../../_ui/demandes/appeler';
import { GestesDuLien, LienDonne } from '../../../_ui/demandes/lien-donne';
import { Section } from '../../../_ui/section';
import '../../../_ui/styles/compte.css';

const dire = ({ acces }: AccesPersonnelLu, jour: ReturnType<typeof dateParis>, nom: (a: string) => string): string => {
  if (!acces) return 'Aucun accès n’est donné.';
  if (acces.ferme) return 'L’accès s’est fermé après plusieurs codes faux\u00a0: donnez un nouveau lien.';
  const vu = acces.vuLe ? `, ouvert le ${dateBreve(dateParis(acces.vuLe), jour)}` : ', jamais ouvert';
  return pointFinal(
    `Lien donné par ${nom(acces.creePar)} le ${dateBreve(dateParis(acces.creeLe), jour)}, valable jusqu’au ${dateBreve(dateParis(acces.expireLe), jour)}${vu}`,
  );
};

const EnLigne = ({ sujet, prenom }: { sujet: Sujet; prenom: string }) => {
  const jour = useAujourdhui();
  const depot = useDepot();
  const { genre, id } = sujet;
  const { valeur, echec, relire } = useLecture(['acces-personnel', genre, id], () => lireAccesPersonnel({ genre, id }));
  const { refus, enCours, faire } = useAction();
  const [donne, setDonne] = useState<AccesPersonnelDonne>();
  const probleme = refus?.message ?? echec;
  return (
    <Stack gap="xs">
      {valeur ? <Text size="sm">{dire(valeur, jour, (a) => nomAuteur(depot, a))}</Text> : null}
      {donne ? (
        <LienDonne lien={donne.lien} testId="lien-personnel">
          Remettez ce lien à {prenom}, par message ou imprimé. Il s’ouvre avec son code du téléphone,{' '}
          {pointFinal(`jusqu’au ${dateBreve(dateParis(donne.expireLe), jour)}`)} Il ne sera plus montré.
        </LienDonne>
      ) : null}
      <GestesDuLien
        probleme={probleme}
        enCours={enCours}
        mots={{ donner: valeur?.acces ? 'Donner un nouveau lien' : 'Donner un lien', retirer: 'Retirer l’accès' }}
        donner={() =>
          faire(
            () => donnerAccesPersonnel(sujet),
            (d) => {
              setDonne(d);
              relire();
            },
          )
        }
        retirer={
          valeur?.acces
            ? () =>
                faire(
                  () => retirerAccesPersonnel(sujet),
                  () => {
                    setDonne(undefined);
                    relire();
                  },
                )
            : undefined
        }
      />
    </Stack>
  );
};

/** A link by which an aide, or a usager or who cares for her, reads her own visits: where the service has opened that. */
export const AccesPersonnel = ({ sujet, prenom }: { sujet: Sujet; prenom: string }) => {
  const etat = useDepot();
  const maintenant = useMaintenant();
  const { liaison } = useSync();
  const { qui } = contexteDe(etat, maintenant).parametresAu(dateParis(maintenant)).accesPersonnel;
  if (qui === 'PERSONNE' || (qui === 'INTERVENANTS' && sujet.genre === 'USAGER')) return null;
  return (
    <Section titre="Accès personnel">
      <Text size="sm" c="dimmed">
        {sujet.genre === 'INTERVENANT'
          ? 'Un lien, avec son code, lui montre ses propres heures et lui laisse en contester.'
          : 'Un lien, avec son code, montre les visites faites, à l’usager ou à qui l’aide.'}
      </Text>
      {liaison === 'EN_LIGNE' ? (
        <EnLigne sujet={sujet} prenom={prenom} />
      ) : (
        <Text size="sm">Donner ou retirer un accès demande le réseau.</Text>
      )}
    </Section>
  );
};
