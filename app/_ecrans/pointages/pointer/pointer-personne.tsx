'use client';

import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Sujet } from '#shared/contrats/acces/acces-personnel';
import type { LienPointerLu } from '#shared/contrats/pointages/pointer';
import { dateBreve } from '#shared/mots/dates';
import { pointFinal } from '#shared/mots/textes';
import { dateParis } from '#shared/temps/paris';
import { nomAuteur } from '../../../_donnees/depot/auteurs';
import { useAujourdhui, useDepot } from '../../../_donnees/lecture/hooks';
import { donnerLienPointer, lireLienPointer, retirerLienPointer } from '../../../_donnees/lecture/liens-pointer';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { useAction } from '../../../_ui/demandes/appeler';
import { GestesDuLien, LienDonne } from '../../../_ui/demandes/lien-donne';
import { Section } from '../../../_ui/section';
import '../../../_ui/styles/compte.css';
import { imprimerFeuillesPointer } from './imprimer';
import { usePointer } from './reglages';

type Props = { sujet: Sujet; prenom: string; nom: string };

const MOTS = {
  INTERVENANT: {
    aucun: 'Aucun lien n’est donné.',
    ferme: 'Le lien s’est fermé après cinq codes faux\u00a0: donnez-en un autre.',
    un: 'Lien donné',
    donner: 'Donner un lien pour pointer',
    autre: 'Donner un autre lien pour pointer',
    retirer: 'Retirer ce lien',
    quoi: 'Un lien, avec son code, lui laisse pointer de son propre téléphone quand celui du domicile manque ou ne marche pas. Ses pointages portent «\u00a0autre numéro\u00a0».',
  },
  USAGER: {
    aucun: 'Aucune feuille n’est donnée.',
    ferme: 'La feuille s’est fermée après cinq codes faux\u00a0: imprimez-en une autre.',
    un: 'Feuille imprimée',
    donner: 'Imprimer une feuille',
    autre: 'Imprimer une autre feuille',
    retirer: 'Retirer la feuille',
    quoi: 'Une feuille gardée au domicile laisse une aide pointer de son propre téléphone. Une nouvelle feuille remplace l’ancienne, qui ne sert plus.',
  },
} as const;

type Mots = (typeof MOTS)[Sujet['genre']];

const dire = ({ lien }: LienPointerLu, mots: Mots, jour: ReturnType<typeof dateParis>, nom: (a: string) => string) => {
  if (!lien) return mots.aucun;
  if (lien.fermeLe) return mots.ferme;
  const le = (i: typeof lien.creeLe): string => dateBreve(dateParis(i), jour);
  const vu = lien.vuLe ? `a servi le ${le(lien.vuLe)}` : 'n’a pas encore servi';
  return pointFinal(`${mots.un} par ${nom(lien.creePar)} le ${le(lien.creeLe)}, ${vu}`);
};

const EnLigne = ({ sujet, prenom, nom }: Props) => {
  const jour = useAujourdhui();
  const depot = useDepot();
  const { tete, mode } = usePointer();
  const { genre, id } = sujet;
  const mots = MOTS[genre];
  const { valeur, echec, relire } = useLecture(['lien-pointer', genre, id], () => lireLienPointer({ genre, id }));
  const { refus, enCours, faire } = useAction();
  const [adresse, setAdresse] = useState<string>();
  const probleme = refus?.message ?? echec;
  const donner = async (): Promise<string> => {
    const donne = await donnerLienPointer(sujet);
    if (genre === 'USAGER')
      await imprimerFeuillesPointer(tete, [{ nom, adresse: donne.adresse }], `pointer-${id}.pdf`, mode);
    return donne.adresse;
  };
  const retirer = (): Promise<void> =>
    faire(
      () => retirerLienPointer(sujet),
      () => {
        setAdresse(undefined);
        relire();
      },
    );
  return (
    <Stack gap="xs">
      {valeur ? <Text size="sm">{dire(valeur, mots, jour, (a) => nomAuteur(depot, a))}</Text> : null}
      {adresse !== undefined && genre === 'INTERVENANT' ? (
        <LienDonne lien={adresse} testId="lien-pointer">
          Envoyez ce lien à {prenom}, par message. Il ne sert qu’avec son code du téléphone. Il ne sera plus montré.
        </LienDonne>
      ) : null}
      {adresse !== undefined && genre === 'USAGER' ? (
        <Text size="sm" role="status">
          La feuille est dans les téléchargements de ce poste. Remettez-la au domicile.
        </Text>
      ) : null}
      <GestesDuLien
        probleme={probleme}
        enCours={enCours}
        mots={{ donner: valeur?.lien ? mots.autre : mots.donner, retirer: mots.retirer }}
        donner={() =>
          faire(donner, (a) => {
            setAdresse(a);
            relire();
          })
        }
        retirer={valeur?.lien ? retirer : undefined}
      />
    </Stack>
  );
};

/** [PT-9] What an aide punches with where there is no telephone: her link, or the sheet of the home; where the antenna chose it. */
export const PointerPersonne = (props: Props) => {
  const { choisi, enLigne } = usePointer();
  if (!choisi) return null;
  return (
    <Section titre="Pointer sans téléphone">
      <Text size="sm" c="dimmed">
        {MOTS[props.sujet.genre].quoi}
      </Text>
      {enLigne ? <EnLigne {...props} /> : <Text size="sm">Donner ou retirer demande le réseau.</Text>}
    </Section>
  );
};
