// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBeacon} from "../../src/interfaces/IBeacon.sol";
import {Test} from "../support/Test.sol";

/// @notice Cheatcodes that only the beacon needs.
interface BeaconVm {
    function mockCall(address callee, bytes calldata input, bytes calldata output) external;
    function parseJsonUint(string calldata json, string calldata key) external pure returns (uint256);
    function parseJsonStringArray(string calldata json, string calldata key) external pure returns (string[] memory);
}

/// @notice Beacons over the vectors that the SDK writes: drand's quicknet, and the devnet's, whose key is public.
abstract contract BeaconBase is Test {
    struct Network {
        bytes key;
        uint64 genesis;
        uint64 period;
        uint64[] rounds;
        bytes[] compressed;
        bytes[] signatures;
        bytes32[] randomness;
        bytes[] hashes;
    }

    BeaconVm internal constant beaconVm = BeaconVm(address(vm));

    string internal json;

    function setUp() public virtual {
        json = vm.readFile("test/vectors/beacon.json");
    }

    function networkOf(string memory name) internal view returns (Network memory network) {
        string memory path = string.concat(".", name);
        network.key = vm.parseJsonBytes(json, string.concat(path, ".publicKey"));
        network.genesis = uint64(beaconVm.parseJsonUint(json, string.concat(path, ".genesis")));
        network.period = uint64(beaconVm.parseJsonUint(json, string.concat(path, ".period")));
        network.compressed = vm.parseJsonBytesArray(json, string.concat(path, ".compressed"));
        network.signatures = vm.parseJsonBytesArray(json, string.concat(path, ".signature"));
        network.randomness = vm.parseJsonBytes32Array(json, string.concat(path, ".randomness"));
        network.hashes = vm.parseJsonBytesArray(json, string.concat(path, ".hash"));
        uint256[] memory rounds = vm.parseJsonUintArray(json, string.concat(path, ".round"));
        network.rounds = new uint64[](rounds.length);
        for (uint256 i; i < rounds.length; ++i) {
            network.rounds[i] = uint64(rounds[i]);
        }
    }

    function deploy(Network memory n) internal returns (IBeacon) {
        return create(abi.encode(n.key, n.genesis, n.period, n.rounds[0], n.signatures[0]));
    }

    /// @dev Reverts as the constructor does, which `vm.deployCode` would not.
    function create(bytes memory arguments) internal returns (IBeacon beacon) {
        bytes memory code = bytes.concat(vm.getCode(artifact("Beacon")), arguments);
        assembly ("memory-safe") {
            beacon := create(0, add(code, 0x20), mload(code))
            if iszero(beacon) {
                let free := mload(0x40)
                returndatacopy(free, 0, returndatasize())
                revert(free, returndatasize())
            }
        }
    }
}
