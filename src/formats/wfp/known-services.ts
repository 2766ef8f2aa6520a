// SPDX-License-Identifier: MIT
import { serviceSid } from './service-sid.ts'

/** Services of Windows and Configuration Manager that firewall rules name. A SID cannot be turned back otherwise. */
const SERVICES: readonly string[] = [
  ...['AJRouter', 'BFE', 'BITS', 'BrokerInfrastructure', 'BTAGService', 'CaptureService', 'CcmExec', 'CDPSvc'],
  ...['CertSvc', 'ClusSvc', 'CmRcService', 'CryptSvc', 'DFSR', 'Dhcp', 'DHCPServer', 'DiagTrack', 'DNS', 'Dnscache'],
  ...['DoSvc', 'dot3svc', 'EapHost', 'EventLog', 'EventSystem', 'fdPHost', 'FDResPub', 'fhsvc', 'FTPSVC', 'gpsvc'],
  ...['HTTPFilter', 'IAS', 'icssvc', 'IISADMIN', 'IKEEXT', 'iphlpsvc', 'Kdc', 'KeyIso', 'LanmanServer'],
  ...['LanmanWorkstation', 'lfsvc', 'lltdsvc', 'lmhosts', 'MpsSvc', 'MSDTC', 'MSiSCSI', 'MSMQ', 'MSSQLSERVER'],
  ...['Ndu', 'Netlogon', 'NlaSvc', 'nsi', 'NTDS', 'p2pimsvc', 'p2psvc', 'PeerDistSvc', 'pla', 'PlugPlay', 'PNRPsvc'],
  ...['PolicyAgent', 'QWAVE', 'RasMan', 'RemoteRegistry', 'RpcEptMapper', 'RpcSs', 'SamSs', 'Schedule', 'SCPolicySvc'],
  ...['SENS', 'SharedAccess', 'SMS_EXECUTIVE', 'SMS_SITE_COMPONENT_MANAGER', 'SNMP', 'SNMPTRAP', 'Spooler'],
  ...['SQLBrowser', 'SSDPSRV', 'stisvc', 'StorSvc', 'SysMain', 'TapiSrv', 'TermService', 'Themes', 'TrkWks'],
  ...['TrustedInstaller', 'UmRdpService', 'upnphost', 'UsoSvc', 'vds', 'vmms', 'W32Time', 'W3SVC', 'WAS', 'Wcmsvc'],
  ...['WDSServer', 'WebClient', 'Wecsvc', 'wercplsupport', 'WerSvc', 'WFDSConMgrSvc', 'WiaRpc', 'WinDefend'],
  ...['WinHttpAutoProxySvc', 'Winmgmt', 'WinRM', 'WlanSvc', 'WMPNetworkSvc', 'WpcMonSvc', 'WPDBusEnum', 'WpnService'],
  ...['wscsvc', 'WSearch', 'WsusService', 'wuauserv', 'WwanSvc', 'XblAuthManager', 'XboxNetApiSvc'],
]

let names: ReadonlyMap<string, string> | undefined

/** Name of a service of Windows by its SID; undefined where it is none of the known. */
export const knownService = (sid: string): string | undefined => {
  names ??= new Map(SERVICES.map((name) => [serviceSid(name), name]))
  return names.get(sid)
}
