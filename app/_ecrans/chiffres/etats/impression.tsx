'use client';

import { aDroite, afficheurDe } from '#shared/etats/afficher';
import type { TableauEtat } from '#shared/etats/contrat';
import { commeALEcran, useImpression } from '../../../_ui/impression';
import { ImprimeLe } from '../../../_ui/imprime-le';
import '../../../_ui/styles/grille.css';

/** The state on paper, whole: all its rows as the screen has them, with who, when and which period at its head. */
export const EtatImprime = ({ tableau: t, ordre }: { tableau: TableauEtat; ordre: () => readonly string[] }) => {
  if (!useImpression()) return null;
  const afficher = afficheurDe(t.colonnes);
  const classe = (unite: (typeof t.colonnes)[number]['unite']) => (aDroite(unite) ? { className: 'num' } : {});
  return (
    <div className="impression">
      <h1>{t.titre}</h1>
      <p>
        {t.sousTitre} · <ImprimeLe />
      </p>
      {t.avertissements.map((a) => (
        <p key={a}>{a}</p>
      ))}
      <table>
        <thead>
          <tr>
            {t.colonnes.map((c) => (
              <th key={c.cle} scope="col" {...classe(c.unite)}>
                {c.titre}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {commeALEcran(t.lignes, (l) => l.cle, ordre()).map((l) => (
            <tr key={l.cle}>
              {t.colonnes.map((c) => (
                <td key={c.cle} {...classe(c.unite)}>
                  {afficher(l.valeurs[c.cle], c.unite, l.valeurs)}
                </td>
              ))}
            </tr>
          ))}
          {Object.keys(t.totaux).length > 0 ? (
            <tr className="impression__groupe">
              {t.colonnes.map((c, i) => (
                <th key={c.cle} {...classe(c.unite)}>
                  {c.cle in t.totaux ? afficher(t.totaux[c.cle], c.unite) : i === 0 ? 'Total' : ''}
                </th>
              ))}
            </tr>
          ) : null}
        </tbody>
      </table>
    </div>
  );
};
