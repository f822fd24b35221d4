// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CidLib} from "../../src/libraries/CidLib.sol";
import {Test} from "../support/Test.sol";

contract CidLibTest is Test {
    function testFuzz_rawCid(bytes32 digest) public pure {
        bytes memory cid = CidLib.rawCid(digest);
        assertEq(cid.length, 36, "length");
        assertEq(uint8(cid[0]), 1, "CID version");
        assertEq(uint8(cid[1]), 0x55, "raw codec");
        assertEq(uint8(cid[2]), 0x12, "sha2-256");
        assertEq(uint8(cid[3]), 32, "digest length");
        for (uint256 i; i < 32; ++i) {
            assertEq(uint8(cid[4 + i]), uint8(digest[i]), "digest");
        }
    }
}
