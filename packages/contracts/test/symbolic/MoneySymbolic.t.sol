// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Consensus} from "../../src/Consensus.sol";
import {Parameters, Seat} from "../../src/interfaces/ConsensusTypes.sol";
import {Symbolic} from "./Symbolic.sol";

/// @notice F1, of the bytecode: whatever is in storage, a function that pays pays what it takes off the books, and
/// leaves everything else there.
contract MoneySymbolic is Symbolic {
    uint96 private constant BOND = 10 ether;
    address private constant OTHER = address(0x07);
    /// @dev Any two: Halmos wants to know which slot it is, and the contract treats all alike.
    uint16 private constant SEAT = 5;
    uint16 private constant OTHER_SEAT = 9;

    Consensus private consensus;

    struct Books {
        uint256 held;
        uint256 seat;
        uint256 otherSeat;
        uint256 credit;
        uint256 otherCredit;
        uint256 treasury;
        uint256 sink;
    }

    function setUp() public {
        consensus = new Consensus(
            Parameters({
                asset: address(0),
                bond: BOND,
                minimumFeePerSeat: 0.001 ether,
                slashBps: 1_000,
                protocolFeeBps: 0, // a division that solvers of bits do not end with; F5 proves the cut
                maximumSeats: 80,
                activationDelay: 60,
                exitNotice: 90,
                commitWindow: 120,
                revealWindow: 300,
                proofWindow: 3_600,
                unbondingPeriod: 1 days,
                exclusiveWindow: 30,
                appealWindow: 3_600,
                treasury: address(0x71),
                sink: address(0x51)
            })
        );
        svm.enableSymbolicStorage(address(consensus));
        vm.deal(address(consensus), 1e30);
    }

    function check_withdraw(address account) external {
        _assume(account);
        Books memory before = _books(account);
        vm.prank(account);
        consensus.withdraw();
        Books memory afterwards = _books(account);
        assert(before.held - afterwards.held == before.credit && afterwards.credit == 0);
        assert(afterwards.seat == before.seat && afterwards.otherCredit == before.otherCredit);
        assert(afterwards.treasury == before.treasury && afterwards.sink == before.sink);
    }

    function check_sweepTreasury(address account) external {
        Books memory before = _books(account);
        consensus.sweepTreasury();
        Books memory afterwards = _books(account);
        assert(before.held - afterwards.held == before.treasury && afterwards.treasury == 0);
        assert(afterwards.seat == before.seat && afterwards.credit == before.credit && afterwards.sink == before.sink);
    }

    function check_sweepSink(address account) external {
        Books memory before = _books(account);
        consensus.sweepSink();
        Books memory afterwards = _books(account);
        assert(before.held - afterwards.held == before.sink && afterwards.sink == 0);
        assert(afterwards.seat == before.seat && afterwards.credit == before.credit);
        assert(afterwards.treasury == before.treasury);
    }

    function check_claim(address account) external {
        _assume(account);
        Books memory before = _books(account);
        vm.prank(account);
        consensus.claim(SEAT);
        Books memory afterwards = _books(account);
        assert(before.seat - afterwards.seat == before.held - afterwards.held);
        assert(afterwards.seat == BOND && before.seat > BOND && afterwards.treasury == before.treasury);
        assert(afterwards.otherSeat == before.otherSeat && afterwards.credit == before.credit);
        assert(afterwards.sink == before.sink);
    }

    function check_exit(address account, uint40 time) external {
        vm.warp(time);
        Seat memory s = consensus.getSeat(SEAT);
        Books memory before = _books(account);
        vm.prank(account);
        consensus.exit(SEAT);
        Books memory afterwards = _books(account);
        assert(afterwards.held == before.held && afterwards.seat == before.seat && afterwards.credit == before.credit);
        assert(s.to == 0 && (s.owner == account || s.signer == account));
    }

    /// @dev An account that takes ether and is not the contract itself.
    function _assume(address account) private view {
        vm.assume(account != address(consensus) && account != OTHER && account.code.length == 0);
    }

    function _books(address account) private view returns (Books memory) {
        return Books({
            held: address(consensus).balance,
            seat: consensus.getSeat(SEAT).balance,
            otherSeat: consensus.getSeat(OTHER_SEAT).balance,
            credit: consensus.credit(account),
            otherCredit: consensus.credit(OTHER),
            treasury: consensus.owedTreasury(),
            sink: consensus.owedSink()
        });
    }
}
