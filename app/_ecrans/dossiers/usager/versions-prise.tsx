import type { PriseEnCharge } from '#shared/contrats/dossiers/dossiers';
import { valableLe } from '#shared/domain/ventilation/versions';
import { prestationEnMots } from '#shared/libelles/prestation';
import { dateBreve, duree } from '#shared/mots/dates';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { PriseMontree } from './versions';

type Lue = { prise: PriseMontree; libelles: ReadonlyMap<string, string>; jour: DateCivile };

const terme = (p: PriseEnCharge, libelles: ReadonlyMap<string, string>): string =>
  [
    p.minutesMax === undefined ? 'sans plafond' : `${duree(p.minutesMax)} par mois`,
    libelles.get(p.codeFinanceur) ?? p.codeFinanceur,
    p.codePrestation === '*' ? 'toutes prestations' : prestationEnMots(p.codePrestation),
    `priorité ${p.priorite}`,
  ].join(', ');

export const recueLe = (p: PriseEnCharge, jour: DateCivile): string =>
  p.recuLe === undefined ? '' : `reçue le ${dateBreve(dateParis(p.recuLe), jour)}`;

/** [FI-10] The versions of a prise en charge, in a line of time: from when each holds, what it grants, and when it was received. */
export const VersionsDePrise = ({ prise, libelles, jour }: Lue) => (
  <ol className="usager__versions" aria-label={`Versions de la prise en charge ${prise.numero}`}>
    {prise.versions.map((p) => (
      <li key={p.dateDebut} aria-current={valableLe(p, jour) ? 'date' : undefined}>
        <span className="usager__version-dates">
          {p.dateFin
            ? `du ${dateBreve(p.dateDebut, jour)} au ${dateBreve(p.dateFin, jour)}`
            : `depuis le ${dateBreve(p.dateDebut, jour)}`}
        </span>
        <span>{terme(p, libelles)}</span>
        <span className="discret">
          {[recueLe(p, jour), p.absenteDepuis ? `absente du fichier depuis le ${dateBreve(p.absenteDepuis, jour)}` : '']
            .filter((t) => t !== '')
            .join(', ')}
        </span>
      </li>
    ))}
  </ol>
);
