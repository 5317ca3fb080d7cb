'use client';

import { Button, NativeSelect } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { pluriel } from '#shared/mots/nombres';
import { collateur } from '#shared/mots/textes';
import type { PersonnePilotage } from '#shared/pilotage/contrat';
import { lire, minutesToutes } from '#shared/pilotage/mesures';
import { nombre, oublis } from '#shared/pilotage/mots';
import type { useAdresse } from './adresse';
import { CaseApart, CasesAppels, CasesHeures, Entetes, TITRES } from './cases';

const PREMIERES = 50;

const { visites, realisees, prevues, realise, incomplets, corriges, nonPointees, creees, apart } = TITRES;
const COLONNES = [visites, realisees, prevues, realise, incomplets, corriges, nonPointees, creees, apart];

const ORDRES = {
  oublis: { libelle: 'Les plus d’oublis', rang: (p: PersonnePilotage) => oublis(p.mesures) },
  heures: { libelle: 'Les plus d’heures', rang: (p: PersonnePilotage) => minutesToutes(p.mesures).faites },
  nom: { libelle: 'Nom', rang: () => 0 },
} as const;
type Ordre = keyof typeof ORDRES;

/** Usagers, or aides, of an antenna's month: who omits most on top. */
export const Personnes = ({
  personnes,
  de,
  lien,
}: {
  personnes: readonly PersonnePilotage[];
  de: 'usager' | 'aide';
  lien: ReturnType<typeof useAdresse>['lien'];
}) => {
  const [ordre, setOrdre] = useState<Ordre>('oublis');
  const [toutes, setToutes] = useState(false);
  const { rang } = ORDRES[ordre];
  const triees = [...personnes].sort((a, b) => rang(b) - rang(a) || collateur.compare(a.nom, b.nom));
  const vues = toutes ? triees : triees.slice(0, PREMIERES);
  return (
    <>
      <div className="pilotage__titre">
        <p className="pilotage__note">{pluriel(personnes.length, de)} ce mois-là.</p>
        <NativeSelect
          size="xs"
          aria-label="Ordre du tableau"
          value={ordre}
          data={Object.entries(ORDRES).map(([value, o]) => ({ value, label: o.libelle }))}
          onChange={(ev) => setOrdre(ev.currentTarget.value as Ordre)}
        />
      </div>
      <div className="pilotage__cadre">
        <table className="pilotage__table">
          <caption className="invisible">{de === 'usager' ? 'Usagers' : 'Aides'} du mois</caption>
          <Entetes titres={[{ titre: de === 'usager' ? 'Usager' : 'Aide' }, ...COLONNES]} />
          <tbody>
            {vues.map(({ id, nom, mesures: m }) => {
              return (
                <tr key={id}>
                  <th scope="row">
                    <Link href={lien({ choix: { de, id } })} prefetch={false}>
                      {nom}
                    </Link>
                  </th>
                  <CasesHeures mesures={m} />
                  <CasesAppels mesures={m} />
                  <td className="num">{nombre(lire(m, 'creees'))}</td>
                  <CaseApart mesures={m} />
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {vues.length < triees.length ? (
        <Button variant="default" size="xs" onClick={() => setToutes(true)}>
          Afficher les {nombre(triees.length)}
        </Button>
      ) : null}
    </>
  );
};
