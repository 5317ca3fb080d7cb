import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LignePrefacturation } from '#shared/contrats/financement/prefacturation';
import { eurosAffiches } from '#shared/domain/prefacturation/euros';
import { cleDe } from '#shared/domain/prefacturation/lignes';
import { duree } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { Ensuite } from '../../../_ui/ensuite';
import { Icone } from '../../../_ui/mots/icones';
import type { Groupe } from './grouper';

const argent = (c: LignePrefacturation['montant']): string => (c === undefined ? 'sans tarif' : eurosAffiches(c));

type Props = { groupes: readonly Groupe[]; choisie: string | undefined; choisir: (l: LignePrefacturation) => void };

const Ligne = ({ ligne: l, choisie, choisir }: { ligne: LignePrefacturation } & Omit<Props, 'groupes'>) => (
  <tr className="prefac__ligne" aria-selected={choisie === cleDe(l)}>
    <td className="prefac__retrait">{l.intervenant}</td>
    <td className="prefac__financeur">
      {l.financeur}
      <span className="prefac__pec">{l.numeroPec ? ` n° ${l.numeroPec}` : ' sans prise en charge'}</span>
    </td>
    <td>{pluriel(l.visites, 'visite')}</td>
    <td>{duree(l.minutes)}</td>
    <td>{l.tarif === undefined ? '—' : eurosAffiches(l.tarif)}</td>
    <td>{argent(l.montant)}</td>
    <td className="geste">
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={`Expliquer ${l.intervenant}, ${l.financeur}, ${duree(l.minutes)}`}
        onClick={() => choisir(l)}
      >
        Expliquer
      </Button>
    </td>
  </tr>
);

const Usager = ({ groupe: g, choisie, choisir }: { groupe: Groupe } & Omit<Props, 'groupes'>) => {
  const [ouvert, setOuvert] = useState(false);
  return (
    <tbody>
      <tr className="prefac__usager">
        <th scope="row">
          <button type="button" aria-expanded={ouvert} onClick={() => setOuvert(!ouvert)}>
            <Icone nom={ouvert ? 'bas' : 'droite'} taille={12} />
            {g.nom}
            <span className="prefac__pec">{g.usagerId}</span>
          </button>
        </th>
        <td className="prefac__financeur">{[...new Set(g.lignes.map((l) => l.financeur))].join(', ')}</td>
        <td />
        <td>{duree(g.total.minutes)}</td>
        <td />
        <td>{eurosAffiches(g.total.montant)}</td>
        <td />
      </tr>
      {ouvert ? g.lignes.map((l) => <Ligne key={cleDe(l)} ligne={l} choisie={choisie} choisir={choisir} />) : null}
    </tbody>
  );
};

/** Drawn at once, more than a screen holds; the others follow. */
const PREMIERS = 60;

/** By usager; each opens on its lines, and each line on its explanation. */
export const TableLignes = ({ groupes, choisie, choisir }: Props) => {
  const usager = (g: Groupe) => <Usager key={g.usagerId} groupe={g} choisie={choisie} choisir={choisir} />;
  return (
    <div className="prefac__table">
      <table className="compte__table" aria-label="Préfacturation par usager">
        <thead>
          <tr>
            <th scope="col">Usager, aide</th>
            <th scope="col">Financeur</th>
            <th scope="col">Visites</th>
            <th scope="col">Heures</th>
            <th scope="col">Tarif</th>
            <th scope="col">Montant</th>
            <td />
          </tr>
        </thead>
        {groupes.slice(0, PREMIERS).map(usager)}
        {groupes.length > PREMIERS ? <Ensuite attente={null}>{groupes.slice(PREMIERS).map(usager)}</Ensuite> : null}
      </table>
    </div>
  );
};
