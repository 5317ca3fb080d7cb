'use client';

import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { MaVisite, MesHeures } from '#shared/contrats/acces/acces-personnel';
import { changementDHeure, dateLongue, duree, heure } from '#shared/mots/dates';
import { minuscule } from '#shared/mots/textes';
import { epochMs } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { maintenantMs } from '../../../_donnees/base/horloge';
import { Contester } from './contester';

/** The minutes that count; those that the hours do not show are said. */
const direMinutes = ({ minutes, complement }: MaVisite): string =>
  minutes === undefined
    ? ''
    : `, ${duree(minutes)}${complement === undefined ? '' : `, dont ${duree(complement)} de minutes complémentaires`}`;

const direHeuresFaites = (debut: Instant, fin: Instant, minutes: string): string => {
  const change = changementDHeure(debut, fin);
  return `${heure(debut)} – ${heure(fin)}${minutes}${change ? ` (${minuscule(change)})` : ''}`;
};

/** `sienne`: told to the aide who made it, rather than to who is cared for. */
const direEnCours = (debut: Instant, sienne: boolean): string =>
  `Arrivée notée à ${heure(debut)}${sienne ? '\u00a0: pointez le départ en partant' : ', pas encore de départ'}`;

/** What is retained of a visit, in words. An hour that came is said first: hidden, its call would be thought lost. */
const direHeures = (v: MaVisite, sienne: boolean): string => {
  if (v.statut === 'ANNULEE') return 'Annulée';
  if (v.statut === 'ABSENCE') return 'Usager absent\u00a0: pas de visite';
  if (v.statut === 'COUVERTE') return 'Comptée avec la visite d’avant, qu’elle suit';
  if (v.debut && v.fin) return direHeuresFaites(v.debut, v.fin, direMinutes(v));
  if (v.debut && v.statut === 'EN_COURS') return direEnCours(v.debut, sienne);
  if (v.debut) return `Arrivée à ${heure(v.debut)}, pas de départ\u00a0: l’antenne le complète`;
  if (v.fin) return `Départ à ${heure(v.fin)}, pas d’arrivée\u00a0: l’antenne la complète`;
  if (v.prevu && epochMs(v.prevu.fin) > maintenantMs())
    return `Prévue de ${heure(v.prevu.debut)} à ${heure(v.prevu.fin)}`;
  return 'Pas d’appel\u00a0: l’antenne complète les heures';
};

// As they are read: seconds are not.
const rectifiee = (v: MaVisite): boolean => heure(v.debut) !== heure(v.arrivee) || heure(v.fin) !== heure(v.depart);

/** What became of her word. */
const direMot = ({ traitee, issue }: NonNullable<MaVisite['contestation']>): string => {
  if (!traitee) return 'Envoyé à l’antenne';
  if (issue === undefined) return 'Traité par l’antenne';
  return issue === 'REPRISE' ? 'Repris par l’antenne' : 'Refusé par l’antenne';
};

type Props = {
  visite: MaVisite;
  preuve: { jeton: string; code: string };
  contestable: boolean;
  proposer: MesHeures['proposer'];
  relire: () => void;
};

export const Visite = ({ visite: v, preuve, contestable, proposer, relire }: Props) => {
  const [ouverte, setOuverte] = useState(false);
  const attend = v.contestation && !v.contestation.traitee;
  const passee = v.prevu === undefined || epochMs(v.prevu.fin) <= maintenantMs();
  return (
    <li className="mes-heures__visite">
      <Text fw={600}>
        {dateLongue(v.date)}, <span className="mes-heures__qui">{v.avec}</span>
      </Text>
      <Text>{direHeures(v, contestable)}</Text>
      {v.debut && v.fin && rectifiee(v) && v.statut !== 'ANNULEE' ? (
        <Text size="sm" c="dimmed">
          Au téléphone : {v.arrivee ? heure(v.arrivee) : 'pas d’arrivée'} –{' '}
          {v.depart ? heure(v.depart) : 'pas de départ'}. L’antenne a {v.arrivee && v.depart ? 'rectifié' : 'complété'}.
        </Text>
      ) : null}
      {v.contestation ? (
        <Text size="sm" role="status">
          {direMot(v.contestation)} : « {v.contestation.texte} »
          {v.contestation.reponse ? `. Sa réponse\u00a0: « ${v.contestation.reponse} »` : ''}
        </Text>
      ) : null}
      {contestable && passee && !attend && !ouverte ? (
        <Button size="compact-sm" variant="default" mt={4} onClick={() => setOuverte(true)}>
          {v.statut === 'ABSENCE' ? 'Cette visite a eu lieu' : 'Ces heures ne sont pas justes'}
        </Button>
      ) : null}
      {ouverte ? (
        <Contester
          visite={v}
          preuve={preuve}
          proposer={v.proposable ? proposer : undefined}
          fermer={() => setOuverte(false)}
          apres={() => {
            setOuverte(false);
            relire();
          }}
        />
      ) : null}
    </li>
  );
};
