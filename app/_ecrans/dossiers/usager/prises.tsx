'use client';

import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { libellesAu } from '#shared/domain/ventilation/financeurs';
import { versionsDuMois } from '#shared/domain/ventilation/versions';
import { prestationEnMots } from '#shared/libelles/prestation';
import { dateBreve, duree, moisEnMots } from '#shared/mots/dates';
import { dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { tableDuPoste } from '../../../_donnees/depot/table-financeurs';
import { useDepot } from '../../../_donnees/lecture/hooks';
import { type Utilise, utiliseDuMois } from '../../../_ui/heures/facturees';
import { useVisitesDe } from '../../../_ui/heures/visites';
import { Section } from '../../../_ui/section';
import { grouperPrises, type PriseMontree } from './versions';
import { recueLe, VersionsDePrise } from './versions-prise';

const dates = (p: PriseMontree, jour: DateCivile): string =>
  p.dateFin
    ? `du ${dateBreve(p.dateDebut, jour)} au ${dateBreve(p.dateFin, jour)}`
    : `depuis le ${dateBreve(p.dateDebut, jour)}, sans fin`;

const etat = (p: PriseMontree, jour: DateCivile): string =>
  p.enVigueur ? 'En vigueur' : p.actuelle.dateDebut > jour ? 'À venir' : 'Terminée';

const useUtilise = (usager: Usager, jour: DateCivile): Utilise | undefined => {
  const { financeurs } = useDepot();
  const mois = moisDe(jour);
  const lignes = useVisitesDe('usager', usager.id, premierJour(mois), dernierJour(mois));
  return useMemo(() => {
    const table = tableDuPoste(financeurs);
    return table && utiliseDuMois(usager, lignes, mois, table);
  }, [financeurs, lignes, usager, mois]);
};

/** Used and left of a cap: in figures, and as a bar for who looks. */
const Reste = ({ plafond, utilise }: { plafond: number | undefined; utilise: number }) => {
  if (plafond === undefined) return <>—</>;
  const part = plafond === 0 ? 1 : Math.min(1, utilise / plafond);
  return (
    <>
      {utilise >= plafond ? <b className="usager__epuise">épuisé</b> : duree(plafond - utilise)}
      <span className="usager__jauge" aria-hidden="true">
        <span style={{ width: `${Math.round(part * 100)}%` }} data-plein={part === 1 || undefined} />
      </span>
    </>
  );
};

type DeLaPrise = {
  p: PriseMontree;
  jour: DateCivile;
  libelles: ReadonlyMap<string, string>;
  utilise: Utilise | undefined;
};

const Prise = ({ p, jour, libelles, utilise }: DeLaPrise) => {
  const { actuelle } = p;
  const passee = p.enVigueur ? undefined : 'usager__passee';
  // [FI-10] What the month is held against.
  const duMois = versionsDuMois(p.versions, moisDe(jour))[0];
  return (
    <>
      <tr className={passee}>
        <td className="nom">{libelles.get(actuelle.codeFinanceur) ?? actuelle.codeFinanceur}</td>
        <td>{p.numero}</td>
        <td>
          {dates(p, jour)}
          {p.versions.length === 1 ? <div className="discret">{recueLe(actuelle, jour)}</div> : null}
        </td>
        <td className="num">{actuelle.minutesMax === undefined ? 'sans plafond' : duree(actuelle.minutesMax)}</td>
        <td className="num">{utilise && duMois ? duree(utilise.get(p.numero) ?? 0) : '—'}</td>
        <td className="num">
          {utilise && duMois ? <Reste plafond={duMois.minutesMax} utilise={utilise.get(p.numero) ?? 0} /> : '—'}
        </td>
        <td>{prestationEnMots(actuelle.codePrestation)}</td>
        <td>
          {etat(p, jour)}
          {actuelle.absenteDepuis ? (
            <div className="discret">absente du fichier depuis le {dateBreve(actuelle.absenteDepuis, jour)}</div>
          ) : null}
        </td>
      </tr>
      {p.versions.length > 1 ? (
        <tr className={passee}>
          <td colSpan={8}>
            <VersionsDePrise prise={p} libelles={libelles} jour={jour} />
          </td>
        </tr>
      ) : null}
    </>
  );
};

export const Prises = ({ usager, jour }: { usager: Usager; jour: DateCivile }) => {
  const { financeurs } = useDepot();
  const utilise = useUtilise(usager, jour);
  const horsPlan = utilise?.get('') ?? 0;
  const libelles = libellesAu(financeurs, jour);
  return (
    <Section titre="Prises en charge" large>
      {usager.prisesEnCharge.length === 0 ? (
        <Text size="sm" c="dimmed">
          Aucune prise en charge : ses heures iront au tarif propre.
        </Text>
      ) : (
        <table className="jour usager__table">
          <thead>
            <tr>
              <th scope="col">Financeur</th>
              <th scope="col">Numéro</th>
              <th scope="col">Dates</th>
              <th scope="col" className="num">
                Par mois
              </th>
              <th scope="col" className="num">
                Utilisé
              </th>
              <th scope="col" className="num">
                Reste
              </th>
              <th scope="col">Prestation</th>
              <th scope="col">Statut</th>
            </tr>
          </thead>
          <tbody>
            {grouperPrises(usager.prisesEnCharge, jour).map((p) => (
              <Prise key={p.numero} p={p} jour={jour} libelles={libelles} utilise={utilise} />
            ))}
          </tbody>
        </table>
      )}
      {utilise ? (
        <Text size="xs" c="dimmed">
          Utilisé et reste en {moisEnMots(moisDe(jour))}, provisoires : les visites faites et connues de ce poste, sans
          le report APA des mois d’avant.{horsPlan > 0 ? ` Hors plan, au tarif propre : ${duree(horsPlan)}.` : ''}
        </Text>
      ) : null}
    </Section>
  );
};
