'use client';

import { Button, Loader } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import type { ParametreLu } from '#shared/contrats/acces/administration';
import { type CleParametre, PARAMETRES } from '#shared/contrats/exploitation/parametre';
import { aLeDroit } from '#shared/droits/droits';
import { dateEntiere } from '#shared/mots/dates';
import { majuscule } from '#shared/mots/textes';
import { lireParametresDates } from '../../../_donnees/lecture/administration';
import { useSession } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { SansReseau } from '../../../_ui/sans-reseau';
import { direLignes } from './dire';
import { FORMES, type Forme } from './formes';
import { ModifierParametre } from './modifier-parametre';

type Connu = { cle: CleParametre; lu: ParametreLu };

const CLES = Object.keys(PARAMETRES) as CleParametre[];

/** Those that this version of the screen knows, in the order of the table. */
const connus = (lus: readonly ParametreLu[]): Connu[] =>
  CLES.flatMap((cle) => {
    const lu = lus.find((p) => p.cle === cle);
    return lu ? [{ cle, lu }] : [];
  });

/** What it is for, without the ids of the rules that use it. */
const expliquer = (sens: string): string => majuscule(sens.replace(/^[A-Z]{2}(-\d+)?(, [A-Z]{2}-\d+)*\s:\s/, ''));

const Valeur = ({ forme, valeur }: { forme: Forme; valeur: unknown }) => {
  const lignes = direLignes(forme, valeur);
  if (lignes.length === 1) return <>{lignes[0]}</>;
  return (
    <ul className="admin__liste">
      {/* Two may be the same: a verrouillage as long as the one before. */}
      {Object.entries(lignes).map(([rang, l]) => (
        <li key={rang}>{l}</li>
      ))}
    </ul>
  );
};

const Rang = ({ cle, lu, modifier }: Connu & { modifier: (() => void) | undefined }) => {
  const { titre, forme } = FORMES[cle];
  return (
    <tr>
      <th scope="row">
        {titre}
        <div className="admin__cle">{cle}</div>
      </th>
      <td className="sens">{expliquer(lu.sens)}</td>
      <td className="valeur">
        <Valeur forme={forme} valeur={lu.valeur} />
      </td>
      <td>
        {lu.versions.length === 0
          ? 'Par défaut'
          : lu.versions.map((v) => (
              <div key={v.depuis} className="admin__version">
                Depuis le {dateEntiere(v.depuis)} : <Valeur forme={forme} valeur={v.valeur} />
              </div>
            ))}
      </td>
      <td className="geste">
        {forme.genre === 'AILLEURS' ? (
          <Link href={forme.adresse}>{forme.ecran}</Link>
        ) : modifier ? (
          <Button size="compact-xs" variant="default" aria-label={`Modifier : ${titre}`} onClick={modifier}>
            Modifier
          </Button>
        ) : null}
      </td>
    </tr>
  );
};

/** Dated parameters: the value in force, those that come, and what a change would do before it is made. */
export const Parametres = () => {
  const session = useSession();
  const ecrit = aLeDroit(session, 'ecrireParametres');
  const { valeur, echec, code, relire } = useLecture(['parametres'], lireParametresDates);
  const [ouvert, setOuvert] = useState<Connu>();
  // A reading again that fails takes nothing off the screen: what is typed in a window stays.
  const dit = <SansReseau echec={echec} code={code} garde={valeur !== undefined} />;
  if (!valeur) return echec ? dit : <Loader size="sm" aria-label="Lecture des paramètres" />;
  return (
    <div className="admin">
      {dit}
      <p className="admin__note">
        Chaque valeur vaut à partir d’une date. Les mois clos gardent celles qu’ils avaient à leur clôture.
      </p>
      <div className="admin__table">
        <table className="compte__table" aria-label="Paramètres">
          <thead>
            <tr>
              <th scope="col">Paramètre</th>
              <th scope="col">Sens</th>
              <th scope="col">En vigueur</th>
              <th scope="col">Versions</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {connus(valeur.parametres).map((p) => (
              <Rang key={p.cle} {...p} modifier={ecrit ? () => setOuvert(p) : undefined} />
            ))}
          </tbody>
        </table>
      </div>
      {ouvert ? (
        <ModifierParametre
          {...ouvert}
          explication={expliquer(ouvert.lu.sens)}
          date={valeur.date}
          fermer={() => {
            setOuvert(undefined);
            relire();
          }}
        />
      ) : null}
    </div>
  );
};
