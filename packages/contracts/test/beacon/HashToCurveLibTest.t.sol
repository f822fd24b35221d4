// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {HashToCurveLib} from "../../src/libraries/HashToCurveLib.sol";
import {BeaconBase} from "./BeaconBase.sol";

contract HashToCurveLibTest is BeaconBase {
    function test_hashToG1_asTheSdk() public view {
        assertHashes(networkOf("quicknet"));
        assertHashes(networkOf("devnet"));
    }

    function assertHashes(Network memory n) private view {
        for (uint256 i; i < n.rounds.length; ++i) {
            bytes32 message = sha256(abi.encodePacked(n.rounds[i]));
            assertEq(HashToCurveLib.hashToG1(message), n.hashes[i], "hash");
        }
    }
}
