'use client';

import { Button, NativeSelect } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import type { PersonnePilotage } from '#shared/pilotage/contrat';
import { lire, tauxDe } from '#shared/pilotage/mesures';
import { collateur, duree, pluriel } from '../../_ui/formats';
import type { useAdresse } from './adresse';
import { fraction, nombre, oublis, pourcent } from './mots';

const PREMIERES = 50;

const ORDRES = {
  oublis: { libelle: 'Les plus d’oublis', rang: (p: PersonnePilotage) => oublis(p.mesures) },
  heures: { libelle: 'Les plus d’heures', rang: (p: PersonnePilotage) => lire(p.mesures, 'minutesFaites') },
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
          <thead>
            <tr>
              <th scope="col">{de === 'usager' ? 'Usager' : 'Aide'}</th>
              <th scope="col" className="num">
                Visites
              </th>
              <th scope="col" className="num">
                Fait / prévu
              </th>
              <th scope="col" className="num">
                Appels incomplets
              </th>
              <th scope="col" className="num">
                Dont corrigés
              </th>
              <th scope="col" className="num">
                Non pointées
              </th>
              <th scope="col" className="num">
                Créées
              </th>
            </tr>
          </thead>
          <tbody>
            {vues.map(({ id, nom, mesures: m }) => {
              const incomplets = tauxDe(m, 'incomplets');
              return (
                <tr key={id}>
                  <th scope="row">
                    <Link href={lien({ choix: { de, id } })} prefetch={false}>
                      {nom}
                    </Link>
                  </th>
                  <td className="num">{nombre(lire(m, 'visites'))}</td>
                  <td className="num">
                    {duree(lire(m, 'minutesFaites'))} / {duree(lire(m, 'minutesPrevues'))}
                  </td>
                  <td className="num">
                    {pourcent(incomplets.dixMilliemes)} <span className="discret">{fraction(incomplets)}</span>
                  </td>
                  <td className="num">{fraction(tauxDe(m, 'correction'))}</td>
                  <td className="num">{nombre(lire(m, 'nonPointees'))}</td>
                  <td className="num">{nombre(lire(m, 'creees'))}</td>
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
