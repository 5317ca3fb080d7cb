'use client';

import { Button, Stack, Text } from '@mantine/core';
import Link from 'next/link';
import type { Proposition } from '#shared/contrats/pointages/derives';
import type { Geste } from '#shared/contrats/pointages/rattachement';
import { dateCourte, heure } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { deNom, telephone } from '#shared/mots/textes';
import { lienVisite } from '../../../../_ui/adresses/numeros';
import { TetePanneau } from '../../../../_ui/tete-panneau';
import { appelsDuNumero } from '../appels/appels-numero';
import type { Donnees } from '../donnees';

const SENS = { ARRIVEE: 'Arrivée', DEPART: 'Départ', ECARTE: 'Appel non retenu' } as const;

const DEUX_LIGNES = { label: { whiteSpace: 'normal' } } as const;

type Props = {
  donnees: Donnees;
  proposition: Proposition;
  repondre: (geste: Geste) => void;
  fermer: () => void;
};

/** The calls on which a proposal rests, and what each answer does. */
export const PanneauProposition = ({ donnees: d, proposition: p, repondre, fermer }: Props) => {
  const usager = d.etat.usagers.get(p.usagerId);
  const nom = d.nomUsager(p.usagerId);
  const appels = appelsDuNumero(d.etat.jours, p.numero);
  return (
    <aside
      className="panneau"
      aria-labelledby="panneau-titre"
      onKeyDown={(ev) => {
        if (ev.key === 'Escape') fermer();
      }}
    >
      <TetePanneau id="panneau-titre" titre={telephone(p.numero)} fermer={fermer}>
        {pluriel(p.pointages, 'appel')} avec le code {deNom(nom)}
        {usager ? `, ${usager.adresse}, ${usager.codePostal} ${usager.ville}` : ''}
      </TetePanneau>
      <Stack gap={6} align="flex-start">
        <Button size="xs" h="auto" mih={30} py={4} styles={DEUX_LIGNES} onClick={() => repondre('RATTACHER')}>
          Entrée : rattacher ce numéro à {nom}
        </Button>
        <Button
          size="xs"
          h="auto"
          mih={30}
          py={4}
          styles={DEUX_LIGNES}
          variant="default"
          onClick={() => repondre('ECARTER')}
        >
          N : ce n’est pas le numéro {deNom(nom)}
        </Button>
      </Stack>
      <ul className="appels">
        {appels.map(({ id, sens, instant, intervention: i }) => (
          <li key={id}>
            <div>
              <b>{SENS[sens]}</b> {dateCourte(i.date)} {heure(instant)}
            </div>
            <div className="discret">
              {d.nomAide(i.intervenantId)} →{' '}
              <Link href={lienVisite(i.date, i._id)}>
                {d.nomUsager(i.usagerId)},{' '}
                {i.visite ? `visite prévue ${heure(i.visite.debut)} – ${heure(i.visite.fin)}` : 'hors planning'}
              </Link>
            </div>
          </li>
        ))}
      </ul>
      {appels.length < p.pointages ? (
        <Text size="sm" c="dimmed">
          Les appels plus anciens ne sont plus gardés sur ce poste.
        </Text>
      ) : null}
    </aside>
  );
};
