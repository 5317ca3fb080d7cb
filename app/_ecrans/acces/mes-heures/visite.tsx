'use client';

import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { CONTESTATION_MAX, type MaVisite } from '#shared/contrats/acces/acces-personnel';
import { dateLongue, duree, heure } from '#shared/libelles/formats';
import { epochMs } from '#shared/temps/paris';
import { maintenantMs } from '../../../_donnees/base/horloge';
import { contesterMaVisite } from '../../../_donnees/lecture/mes-heures';
import { ChampLong, Envoyer, Formulaire, lireRequis, Quitter, useFormulaire } from '../../../_ui/formulaire';

/** The minutes that count; those that the hours do not show are said. */
const direMinutes = ({ minutes, complement }: MaVisite): string =>
  minutes === undefined
    ? ''
    : `, ${duree(minutes)}${complement === undefined ? '' : `, dont ${duree(complement)} de minutes complémentaires`}`;

/** What is retained of a visit, in words. */
const direHeures = (v: MaVisite): string => {
  if (v.statut === 'ANNULEE') return 'Annulée';
  if (v.statut === 'COUVERTE') return 'Comptée avec la visite d’avant, qu’elle suit';
  if (v.debut && v.fin) return `${heure(v.debut)} – ${heure(v.fin)}${direMinutes(v)}`;
  if (v.prevu && epochMs(v.prevu.fin) > maintenantMs())
    return `Prévue de ${heure(v.prevu.debut)} à ${heure(v.prevu.fin)}`;
  if (v.debut) return `Arrivée à ${heure(v.debut)}, pas de départ\u00a0: l’antenne le complète`;
  if (v.fin) return `Départ à ${heure(v.fin)}, pas d’arrivée\u00a0: l’antenne la complète`;
  return 'Pas d’appel\u00a0: l’antenne complète les heures';
};

// As they are read: seconds are not.
const rectifiee = (v: MaVisite): boolean => heure(v.debut) !== heure(v.arrivee) || heure(v.fin) !== heure(v.depart);

type Props = { visite: MaVisite; preuve: { jeton: string; code: string }; contestable: boolean; relire: () => void };

type ContesterProps = Pick<Props, 'visite' | 'preuve'> & { fermer: () => void; apres: () => void };

const VIDE = { texte: '' };

const Contester = ({ visite: v, preuve, fermer, apres }: ContesterProps) => {
  const f = useFormulaire({
    depart: () => VIDE,
    lire: lireRequis<typeof VIDE>({ texte: 'Dites ce qui n’est pas juste.' }),
    envoyer: async ({ texte }) => {
      await contesterMaVisite({ ...preuve, date: v.date, objet: v.objet, texte });
      apres();
      return undefined;
    },
    champs: { '*': 'texte' },
  });
  return (
    <Formulaire de={f} fermer={fermer}>
      <ChampLong
        de={f}
        nom="texte"
        lignes
        label="Qu’est-ce qui n’est pas juste ?"
        description="Par exemple : je suis partie à 10 h 30. L’antenne le lira ; vous verrez ici quand c’est traité."
        maxLength={CONTESTATION_MAX}
        minRows={2}
        required
        withAsterisk={false}
        autoFocus
      />
      <Group mt="xs">
        <Envoyer de={f}>Envoyer à l’antenne</Envoyer>
        <Quitter />
      </Group>
    </Formulaire>
  );
};

export const Visite = ({ visite: v, preuve, contestable, relire }: Props) => {
  const [ouverte, setOuverte] = useState(false);
  const attend = v.contestation && !v.contestation.traitee;
  const passee = v.prevu === undefined || epochMs(v.prevu.fin) <= maintenantMs();
  return (
    <li className="mes-heures__visite">
      <Text fw={600}>
        {dateLongue(v.date)}, <span className="mes-heures__qui">{v.avec}</span>
      </Text>
      <Text>{direHeures(v)}</Text>
      {v.debut && v.fin && rectifiee(v) && v.statut !== 'ANNULEE' ? (
        <Text size="sm" c="dimmed">
          Au téléphone : {v.arrivee ? heure(v.arrivee) : 'pas d’arrivée'} –{' '}
          {v.depart ? heure(v.depart) : 'pas de départ'}. L’antenne a {v.arrivee && v.depart ? 'rectifié' : 'complété'}.
        </Text>
      ) : null}
      {v.contestation ? (
        <Text size="sm" role="status">
          {v.contestation.traitee ? 'Traité par l’antenne' : 'Envoyé à l’antenne'} : « {v.contestation.texte} »
        </Text>
      ) : null}
      {contestable && passee && !attend && !ouverte ? (
        <Button size="compact-sm" variant="default" mt={4} onClick={() => setOuverte(true)}>
          Ces heures ne sont pas justes
        </Button>
      ) : null}
      {ouverte ? (
        <Contester
          visite={v}
          preuve={preuve}
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
