import { Title } from '@mantine/core';
import type { Prefacturation } from '#shared/contrats/financement/prefacturation';
import { ecartDe } from '#shared/domain/prefacturation/complements';
import { eurosAffiches } from '#shared/domain/prefacturation/euros';
import { totaliser } from '#shared/domain/prefacturation/lignes';
import { duree, moisEnMots } from '#shared/mots/dates';

const signe = (n: number, texte: string): string => `${n < 0 ? '−' : '+'}\u00a0${texte.replace('-', '')}`;

/** [CL-4] What this closing changes to months closed before. */
export const TableComplements = ({ mois: p }: { mois: Prefacturation }) => {
  if (p.complements.length === 0) return null;
  const { montant } = totaliser(p.complements.map(ecartDe));
  return (
    <section aria-label="Rectification de mois déjà clos">
      <div className="prefac__titre">
        <Title order={2}>Rectification de mois déjà clos</Title>
        <span>{signe(montant, eurosAffiches(montant))}</span>
      </div>
      <div className="prefac__table">
        <table className="compte__table prefac__complements">
          <thead>
            <tr>
              <th scope="col">Mois</th>
              <th scope="col">Usager, aide</th>
              <th scope="col">Financeur</th>
              <th scope="col">Facturé</th>
              <th scope="col">Désormais</th>
              <th scope="col">Écart</th>
              <th scope="col">Montant</th>
            </tr>
          </thead>
          <tbody>
            {p.complements.map((l) => {
              const e = ecartDe(l);
              return (
                <tr
                  key={JSON.stringify([
                    l.moisOrigine,
                    l.usagerId,
                    l.numeroPec,
                    l.codeFinanceur,
                    l.intervenantId,
                    l.tarif,
                  ])}
                >
                  <td>{moisEnMots(l.moisOrigine)}</td>
                  <th scope="row">
                    {p.usagers[l.usagerId] ?? l.usagerId}
                    <span className="prefac__pec"> {l.intervenant}</span>
                  </th>
                  <td>
                    {l.financeur}
                    <span className="prefac__pec">{l.numeroPec ? ` n° ${l.numeroPec}` : ' sans prise en charge'}</span>
                  </td>
                  <td>{duree(l.ancien)}</td>
                  <td>{duree(l.nouveau)}</td>
                  <td>{signe(e.minutes, duree(Math.abs(e.minutes)))}</td>
                  <td>{e.montant === undefined ? 'sans tarif' : signe(e.montant, eurosAffiches(e.montant))}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
};
