import { isInCloud } from './clouds.js';

/**
 * Who issues the certificates of Azure IoT Hub, its provisioning service and Microsoft's registry (Microsoft: "Azure TLS
 * certificates", "IoT Hub TLS certificate update"). A private registry may have any issuer.
 */
const trusted = /\b(DigiCert|Microsoft (Azure|Corporation|RSA|ECC|TLS|IT)|Baltimore|GlobalSign|Entrust)\b/i;

/** Whether Microsoft runs the host, so that its issuer is known. */
export const isMicrosofts = isInCloud;

/** Whether the issuer is one of those that Microsoft uses. */
export const isKnownIssuer = (issuer: string): boolean => trusted.test(issuer);
