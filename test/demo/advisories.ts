import type { Advisory } from '../engines/trivy-db.ts';

/**
 * The demo scans with the real Trivy against a database that holds only these: real advisories about packages of the application, each fixed in
 * what it uses. It needs no network, and its answer is the same on every machine.
 */
export const advisories: readonly Advisory[] = [
  pip('CVE-2025-43859', 'h11', 'CRITICAL', '0.16.0', 'h11 accepts some malformed chunked-encoding bodies'),
  pip('CVE-2024-47874', 'starlette', 'HIGH', '0.40.0', 'Starlette: denial of service through multipart/form-data'),
  pip('CVE-2025-54121', 'starlette', 'MEDIUM', '0.47.2', 'Starlette: large multipart forms block the event loop'),
  pip('CVE-2024-24762', 'fastapi', 'HIGH', '0.109.1', 'FastAPI: regular expression denial of service in form data'),
  pip('CVE-2022-40023', 'mako', 'HIGH', '1.2.2', 'Mako: regular expression denial of service'),
  pip('CVE-2024-3651', 'idna', 'MEDIUM', '3.7', 'idna: denial of service through crafted inputs'),
  pip('CVE-2019-7164', 'sqlalchemy', 'CRITICAL', '1.3.0', 'SQLAlchemy: SQL injection through order_by'),
];

function pip(id: string, name: string, severity: Advisory['severity'], fixed: string, title: string): Advisory {
  return { id, ecosystem: 'pip', package: name, severity, fixed, title };
}
