// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State, Terms} from "../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../src/interfaces/IConsensus.sol";
import {BitmapLib} from "../src/libraries/BitmapLib.sol";
import {RewardLib} from "../src/libraries/RewardLib.sol";
import {BaseTest} from "./BaseTest.sol";

/// @notice The vectors of lane 1 that the SDK computes (packages/sdk/test/vectors/generate-lane-one.ts). What a
/// settlement and an overturn do to the money is held against the contract itself, deployed with each case's terms.
contract LaneOneVectorsTest is BaseTest {
    using BitmapLib for uint16;

    uint8 private constant PLACES = 15;

    string private _json;
    /// @dev Where the contract keeps its seats; found by `findSeats`.
    uint256 private _seatsSlot;

    function setUp() public override {
        super.setUp();
        _seatsSlot = findSeats();
    }

    /* HASHES */

    function test_seals() public {
        load("seals");
        bytes32[] memory expected = digests(".seal");
        for (uint256 i; i < expected.length; ++i) {
            bytes32[] memory commitments = row(digests(".commitments"), i, numbers(".committeeSize")[i]);
            assertEq(consensus.sealOf(commitments), expected[i], "seal");
        }
    }

    function test_votes() public {
        load("votes");
        bytes32[] memory expected = digests(".digest");
        for (uint256 i; i < expected.length; ++i) {
            address account = vm.parseJsonAddressArray(_json, ".consensus")[i];
            vm.chainId(numbers(".chainId")[i]);
            vm.etch(account, address(consensus).code);
            bytes32 digest =
                IConsensus(account).voteDigest(digests(".task")[i], digests(".output")[i], digests(".seal")[i]);
            assertEq(digest, expected[i], "digest");
        }
    }

    /* SETTLEMENTS */

    function fixtureSettlement() public returns (uint256[] memory) {
        load("settlements");
        return places(numbers(".fee").length);
    }

    function table_settlements(uint256 settlement) public {
        load("settlements");
        bytes32 task = taskOf(settlement, uint96(numbers(".fee")[settlement]));
        if (flags(".decided")[settlement]) checkDecided(settlement, task);
        else if (flags(".unavailable")[settlement]) checkUnavailable(settlement, task);
        else checkUndecided(settlement, task);
    }

    function checkDecided(uint256 i, bytes32 task) private {
        uint256[] memory balances = row(numbers(".balances"), i, numbers(".committeeSize")[i]);
        uint256[] memory penalties = row(numbers(".penalties"), i, balances.length);
        uint16 winners = uint16(numbers(".winners")[i]);
        for (uint8 member; member < balances.length; ++member) {
            setBalance(seatAt(task, member), balances[member]);
        }
        settle(i, task);
        uint256 slashed;
        for (uint8 member; member < balances.length; ++member) {
            uint256 share = winners.has(member) ? numbers(".share")[i] : 0;
            assertEq(balanceOf(seatAt(task, member)), balances[member] + share - penalties[member], "balance");
            slashed += penalties[member];
        }
        (State state, bytes32 output,,) = consensus.result(task);
        assertEq(uint8(state), uint8(State.Decided), "state");
        assertEq(output, digests(".output")[i], "output");
        assertEq(consensus.getTask(task).winners, winners, "winners");
        assertEq(consensus.owedTreasury(), numbers(".dust")[i], "dust");
        assertEq(consensus.owedSink(), slashed, "sink");
    }

    function checkUnavailable(uint256 i, bytes32 task) private {
        settle(i, task);
        assertState(task, State.Undecided);
        assertEq(consensus.credit(REQUESTER), numbers(".fee")[i], "refund");
        assertEq(consensus.owedSink() + consensus.owedTreasury(), 0, "nobody pays");
    }

    function checkUndecided(uint256 i, bytes32 task) private {
        uint8 size = uint8(numbers(".committeeSize")[i]);
        bytes memory call = abi.encodeCall(IConsensus.settle, (settlementOf(task, outputsIn(i), votersIn(i))));
        vm.prank(REQUESTER);
        (bool done, bytes memory answer) = address(consensus).call(call);
        assertTrue(!done, "no quorum");
        assertEq(answer, abi.encodeWithSelector(IConsensus.NoQuorum.selector, task, quorumOf(size)), "error");
        assertState(task, State.Open);
    }

    /* BOUNTIES */

    function test_bounties() public {
        load("bounties");
        uint256[] memory expected = numbers(".bounty");
        for (uint256 i; i < expected.length; ++i) {
            uint96 slash = uint96(numbers(".slash")[i]);
            uint96 fee = uint96(numbers(".fee")[i]);
            assertEq(RewardLib.bounty(slash, fee, uint8(numbers(".committeeSize")[i])), expected[i], "bounty");
        }
    }

    /* OVERTURNS */

    function fixtureOverturn() public returns (uint256[] memory) {
        load("overturns");
        return places(numbers(".bond").length);
    }

    function table_overturns(uint256 overturn) public {
        load("overturns");
        uint8 size = uint8(numbers(".committeeSize")[overturn]);
        uint8 winners = uint8(numbers(".winners")[overturn]);
        uint64 nonce = nextNonce;
        bytes32 task = taskOf(overturn, size);
        settleAll(task, size, winners);
        settleAppeal(task, nonce, uint96(numbers(".appealFee")[overturn]));
        checkOverturn(overturn, task, winners);
    }

    /// @dev The first members say what an appeal will find wrong.
    function settleAll(bytes32 task, uint8 size, uint8 winners) private {
        bytes32[] memory outputs = outputsOf(size, TRUTH);
        for (uint256 member; member < winners; ++member) {
            outputs[member] = LIE;
        }
        consensus.settle(settlementOf(task, outputs));
    }

    function settleAppeal(bytes32 task, uint64 nonce, uint96 fee) private {
        fundedPrank(STRANGER, fee);
        Terms memory terms = Terms(REQUESTER, nonce, MODEL, PROMPT);
        bytes32 appealTask = consensus.appeal{value: fee}(task, terms, fee, nextNonce++);
        nextBlock();
        consensus.settle(settlementOf(appealTask, TRUTH));
    }

    function checkOverturn(uint256 i, bytes32 task, uint8 winners) private {
        uint256[] memory balances = row(numbers(".balances"), i, winners);
        uint256[] memory slashed = row(numbers(".slashed"), i, winners);
        uint256[] memory repaid = row(numbers(".repaid"), i, numbers(".wronged")[i]);
        uint256 sink = consensus.owedSink();
        for (uint8 member; member < winners; ++member) {
            setBalance(seatAt(task, member), balances[member]);
        }
        for (uint8 place; place < repaid.length; ++place) {
            setBalance(seatAt(task, winners + place), 0);
        }
        consensus.overturn(task);
        for (uint8 member; member < winners; ++member) {
            assertEq(balanceOf(seatAt(task, member)), balances[member] - slashed[member], "winner");
        }
        for (uint8 place; place < repaid.length; ++place) {
            assertEq(balanceOf(seatAt(task, winners + place)), repaid[place], "wronged");
        }
        assertEq(consensus.credit(STRANGER), numbers(".reward")[i], "appellant");
        assertEq(consensus.owedSink() - sink, numbers(".sink")[i], "sink");
    }

    /* STEPS */

    /// @dev A task of a contract that is deployed with the terms of the case.
    function taskOf(uint256 i, uint96 fee) private returns (bytes32) {
        p.bond = uint96(numbers(".bond")[i]);
        p.slashBps = uint16(numbers(".slashBps")[i]);
        p.minimumFeePerSeat = 1;
        consensus = deploy(p);
        for (uint256 seat; seat < SEATS; ++seat) {
            join(seat);
        }
        skip(p.activationDelay + 1);
        return sealedTask(uint8(numbers(".committeeSize")[i]), fee);
    }

    /// @dev By the requester, who need not wait for votes that are not brought.
    function settle(uint256 i, bytes32 task) private {
        bytes memory call = abi.encodeCall(IConsensus.settle, (settlementOf(task, outputsIn(i), votersIn(i))));
        vm.prank(REQUESTER);
        (bool done,) = address(consensus).call(call);
        assertTrue(done, "settle");
    }

    function outputsIn(uint256 i) private view returns (bytes32[] memory) {
        return row(digests(".outputs"), i, numbers(".committeeSize")[i]);
    }

    function votersIn(uint256 i) private view returns (uint16 voters) {
        bytes32[] memory outputs = outputsIn(i);
        for (uint256 member; member < outputs.length; ++member) {
            if (outputs[member] != 0) voters |= BitmapLib.bit(member);
        }
    }

    /// @dev Balances that are written into storage were never paid in.
    function afterEach() external override {}

    /* STORAGE */

    /// @dev Balances that no few steps lead to are written where the contract keeps them.
    function setBalance(uint16 seat, uint256 balance) private {
        bytes32 slot = bytes32(_seatsSlot + 2 * uint256(seat) + 1);
        uint256 owner = uint160(uint256(vm.load(address(consensus), slot)));
        vm.store(address(consensus), slot, bytes32(owner | balance << 160));
        assertEq(balanceOf(seat), balance, "where balances are");
    }

    /// @dev The array whose first word begins with the signer of seat 0.
    function findSeats() private view returns (uint256 slot) {
        while (address(uint160(uint256(vm.load(address(consensus), bytes32(slot))))) != signerOf(0)) {
            ++slot;
            assertLt(slot, 64, "seats not found");
        }
    }

    /* FILES */

    function load(string memory name) private {
        _json = vm.readFile(string.concat("test/vectors/", name, ".json"));
    }

    function flags(string memory key) private view returns (bool[] memory) {
        return vm.parseJsonBoolArray(_json, key);
    }

    /// @dev A file without cases would prove nothing.
    function numbers(string memory key) private view returns (uint256[] memory column) {
        column = vm.parseJsonUintArray(_json, key);
        assertGt(column.length, 0, key);
    }

    function digests(string memory key) private view returns (bytes32[] memory column) {
        column = vm.parseJsonBytes32Array(_json, key);
        assertGt(column.length, 0, key);
    }

    /// @dev The cases of a table: 0, 1, …
    function places(uint256 count) private pure returns (uint256[] memory cases) {
        cases = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            cases[i] = i;
        }
    }

    /// @dev The first places of a case in a column that has 15 places a case.
    function row(uint256[] memory column, uint256 i, uint256 size) private pure returns (uint256[] memory cells) {
        cells = new uint256[](size);
        for (uint256 place; place < size; ++place) {
            cells[place] = column[PLACES * i + place];
        }
    }

    function row(bytes32[] memory column, uint256 i, uint256 size) private pure returns (bytes32[] memory cells) {
        cells = new bytes32[](size);
        for (uint256 place; place < size; ++place) {
            cells[place] = column[PLACES * i + place];
        }
    }
}
