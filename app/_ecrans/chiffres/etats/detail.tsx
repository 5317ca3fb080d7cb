'use client';

import { Button, Drawer, Loader, Text } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type MouseEvent, useState } from 'react';
import { aDroite, afficheurDe } from '#shared/etats/afficher';
import type { DemandeEtat, DetailEtat, LigneEtat, TableauEtat } from '#shared/etats/contrat';
import { nombreEntier, pluriel } from '#shared/mots/nombres';
import { lireDetail } from '../../../_donnees/lecture/etats';
import { usePoste, usePosteOuvert } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { passerA } from '../../../_ui/adresses/passer-a';
import { SansReseau } from '../../../_ui/sans-reseau';

/** Drawn at once; the rest comes when it is asked for. */
const PAR_PAGE = 300;

/** The visit in the grid of its day. */
const lienVisite = (l: DetailEtat['lignes'][number]): string | undefined =>
  l.date && l.interventionId
    ? `/interventions/?${new URLSearchParams({
        jour: l.date,
        filtre: 'toutes',
        id: l.interventionId.startsWith('intervention:')
          ? l.interventionId
          : `intervention:${l.date}:${l.interventionId}`,
      })}`
    : undefined;

/** In its antenna, which the PC opens first where another one is open. */
const VersVisite = ({ ligne, lien }: { ligne: DetailEtat['lignes'][number]; lien: string }) => {
  const routeur = useRouter();
  const { antenne } = usePoste();
  const { antenne: sienne } = ligne;
  const aller = (ev: MouseEvent): void => {
    if (sienne === undefined || sienne === antenne) return;
    ev.preventDefault();
    void passerA(sienne, () => routeur.push(lien));
  };
  return (
    <Link href={lien} onClick={aller}>
      Voir la visite
    </Link>
  );
};

/** A table names whom its rows are about, unless they have no one. */
const nomDe = (t: TableauEtat, l: LigneEtat): string => {
  const afficher = afficheurDe(t.colonnes);
  const premiers = t.colonnes.filter((c) => !aDroite(c.unite) && c.cle !== 'usagerId' && c.cle !== 'intervenantId');
  return premiers
    .slice(0, 2)
    .map((c) => afficher(l.valeurs[c.cle], c.unite, l.valeurs))
    .filter((v) => v !== '' && v !== '–')
    .join(', ');
};

const Table = ({ lu }: { lu: DetailEtat }) => {
  const [montrees, setMontrees] = useState(PAR_PAGE);
  const afficher = afficheurDe(lu.colonnes);
  // A column in which nothing is said leaves its place to those that say something.
  const colonnes = lu.colonnes.filter((c) => lu.lignes.some((l) => l.valeurs[c.cle]));
  // The visit is on the screens of a PC that has its antenna.
  const poste = usePosteOuvert();
  const liens = poste !== undefined && lu.lignes.some((l) => lienVisite(l) !== undefined);
  return (
    <>
      <Text size="sm" c="dimmed" role="status">
        {pluriel(lu.total, 'ligne')}
        {lu.total > lu.lignes.length
          ? ` : les ${nombreEntier(lu.lignes.length)} premières ; choisissez une période plus courte pour lire les autres.`
          : ''}
      </Text>
      <table className="compte__table etats__detail">
        <caption className="invisible">Ce qui fait ce chiffre</caption>
        <thead>
          <tr>
            {colonnes.map((c) => (
              <th key={c.cle} scope="col" className={aDroite(c.unite) ? 'num' : ''}>
                {c.titre}
              </th>
            ))}
            {liens ? <td /> : null}
          </tr>
        </thead>
        <tbody>
          {lu.lignes.slice(0, montrees).map((l, i) => {
            const lien = lienVisite(l);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one answer never change order.
              <tr key={i}>
                {colonnes.map((c) => (
                  <td key={c.cle} className={aDroite(c.unite) || c.unite === 'instant' ? 'num' : ''}>
                    {l.valeurs[c.cle] === null ? '' : afficher(l.valeurs[c.cle], c.unite, l.valeurs)}
                  </td>
                ))}
                {liens ? <td className="geste">{lien ? <VersVisite ligne={l} lien={lien} /> : null}</td> : null}
              </tr>
            );
          })}
        </tbody>
      </table>
      {montrees < lu.lignes.length ? (
        <Button variant="default" onClick={() => setMontrees(montrees + PAR_PAGE)}>
          Afficher la suite ({nombreEntier(lu.lignes.length - montrees)})
        </Button>
      ) : null}
    </>
  );
};

const Contenu = ({ demande, cle }: { demande: DemandeEtat; cle: string }) => {
  const { valeur, echec, code } = useLecture(['detail', demande, cle], (abandon) => lireDetail(demande, cle, abandon));
  return (
    <>
      <SansReseau echec={echec} code={code} />
      {valeur ? <Table lu={valeur} /> : echec ? null : <Loader size="sm" aria-label="Lecture des visites" />}
      {valeur?.lignes.length === 0 ? <Text size="sm">Aucune visite ne fait ce chiffre.</Text> : null}
    </>
  );
};

type Props = { demande: DemandeEtat; tableau: TableauEtat; ligne: LigneEtat | undefined; fermer: () => void };

/** The rows behind a line: visits, punches or calls, each leading to the screen that has it. */
export const Detail = ({ demande, tableau, ligne, fermer }: Props) => (
  <Drawer
    opened={ligne !== undefined}
    onClose={fermer}
    position="right"
    size={940}
    title={ligne ? nomDe(tableau, ligne) || tableau.titre : ''}
    transitionProps={{ duration: 0 }}
    closeButtonProps={{ 'aria-label': 'Fermer le panneau' }}
    classNames={{ body: 'etats__panneau' }}
    returnFocus={false}
  >
    {ligne ? <Contenu demande={demande} cle={ligne.cle} key={ligne.cle} /> : null}
  </Drawer>
);
